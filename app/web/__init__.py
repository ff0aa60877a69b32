"""Pages for people: the coordinator's desk and the interviewer's phone. Thin; every page works without script."""

from fastapi import APIRouter, Depends

from app.security import require_same_origin
from app.web import (
    coordinatoren,
    documentatie,
    gebieden,
    gebiedenbestand,
    inlezen,
    inloggen,
    interviews,
    meetronden,
    mensen,
    overzicht,
    planning,
    publicaties,
    publiceren,
    talen,
    telefoon,
    vergelijking,
)

router = APIRouter(include_in_schema=False, dependencies=[Depends(require_same_origin)])
# `inlezen` before `interviews`: otherwise its address would be taken for that of one interview.
DESK = (
    overzicht, vergelijking, publiceren, inlezen, interviews, meetronden, planning, gebiedenbestand, gebieden, mensen,
    coordinatoren, talen,
)  # fmt: skip
for room in (inloggen, publicaties, *DESK, telefoon, documentatie):
    router.include_router(room.router)
