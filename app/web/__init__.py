"""Pages for people: the coordinator's desk and the interviewer's phone. Thin; every page works without script."""

from fastapi import APIRouter, Depends

from app.security import require_same_origin
from app.web import (
    documentatie,
    inlezen,
    inloggen,
    interviews,
    mensen,
    nakijken,
    overzicht,
    talen,
    telefoon,
    vergelijking,
)

router = APIRouter(include_in_schema=False, dependencies=[Depends(require_same_origin)])
# `inlezen` before `interviews`: otherwise its address would be taken for that of one interview.
for room in (inloggen, overzicht, vergelijking, inlezen, interviews, nakijken, mensen, talen, telefoon, documentatie):
    router.include_router(room.router)
