"""Pages for people: the coordinator's desk and the interviewer's phone. Thin; every page works without script."""

from fastapi import APIRouter, Depends

from app.security import require_same_origin
from app.web import (
    account,
    beheer,
    citaten,
    coordinatoren,
    deelname,
    documentatie,
    gebieden,
    gebiedenbestand,
    gebruik,
    herstellen,
    inlezen,
    inloggen,
    interviews,
    intrekken,
    logboeken,
    meetronden,
    mensen,
    nakijken,
    opzoeken,
    overzicht,
    planning,
    publicaties,
    publiceren,
    rapporten,
    reeksen,
    samenvoegen,
    talen,
    telefoon,
    themas,
    tweede_stap,
    uitvoer,
    verbeteren,
    vergelijking,
    vertrek,
    verzamelnamen,
    volgen,
)

router = APIRouter(include_in_schema=False, dependencies=[Depends(require_same_origin)])
# `inlezen` and `uitvoer` before `interviews`, `reeksen` before `nakijken`: else their addresses would be taken for an
# interview's.
DESK = (
    overzicht, volgen, vergelijking, publiceren,
    inlezen, uitvoer, interviews, verbeteren, reeksen, nakijken,
    citaten, themas, verzamelnamen, rapporten,
    meetronden, deelname, planning,
    gebiedenbestand, gebieden, opzoeken, gebruik, samenvoegen,
    mensen, coordinatoren, account, herstellen, tweede_stap,
    talen, beheer, logboeken, vertrek,
)  # fmt: skip
for room in (inloggen, publicaties, intrekken, *DESK, telefoon, documentatie):
    router.include_router(room.router)
