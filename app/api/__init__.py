"""The API under /api/v1, for phones and other systems: thin, JSON, after the Dutch REST API Design Rules."""

from fastapi import APIRouter, Depends
from pydantic.alias_generators import to_camel

from app.api import (
    contactpogingen,
    documentation,
    gebieden,
    gegevenswoordenboek,
    interviews,
    meetrondes,
    navragen,
    referentiecijfers,
    scores,
    toestel,
    vaststelling,
    vergelijking,
    vragenlijsten,
)
from app.security import require_same_origin

router = APIRouter(
    prefix="/api/v1",
    dependencies=[Depends(require_same_origin)],
    generate_unique_id_function=lambda route: to_camel(route.name),
)
rooms = (
    interviews, contactpogingen, navragen, toestel,  # what phones send, first: addresses are tried in this order
    gebieden, meetrondes, vragenlijsten, vaststelling, scores, vergelijking, gegevenswoordenboek, referentiecijfers,
    documentation,
)  # fmt: skip
for room in rooms:
    router.include_router(room.router)
