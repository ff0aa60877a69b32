"""Pages for people: the coordinator's desk and the interviewer's phone. Thin; every page works without script."""

from fastapi import APIRouter, Depends

from app.security import require_same_origin
from app.web import (
    citaten,
    coordinatoren,
    documentatie,
    gebieden,
    gebiedenbestand,
    inlezen,
    inloggen,
    interviews,
    meetronden,
    mensen,
    nakijken,
    overzicht,
    planning,
    publicaties,
    publiceren,
    rapporten,
    reeksen,
    talen,
    telefoon,
    themas,
    vergelijking,
    verzamelnamen,
)

router = APIRouter(include_in_schema=False, dependencies=[Depends(require_same_origin)])
# `inlezen` before `interviews`, `reeksen` before `nakijken`: else their addresses would be taken for an interview's.
DESK = (
    overzicht, vergelijking, publiceren, inlezen, interviews, reeksen, nakijken, citaten,
    themas, verzamelnamen, rapporten, meetronden, planning, gebiedenbestand,
    gebieden, mensen, coordinatoren, talen,
)  # fmt: skip
for room in (inloggen, publicaties, *DESK, telefoon, documentatie):
    router.include_router(room.router)
