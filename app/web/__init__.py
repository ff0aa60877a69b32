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
    reeksen,
    talen,
    telefoon,
    vergelijking,
)

router = APIRouter(include_in_schema=False, dependencies=[Depends(require_same_origin)])
# `inlezen` before `interviews`, `reeksen` before `nakijken`: else their addresses would be taken for an interview's.
for room in (
    inloggen, overzicht, vergelijking, inlezen, interviews, reeksen, nakijken, mensen, talen, telefoon, documentatie,
):  # fmt: skip
    router.include_router(room.router)
