"""How we are, for machines that keep watch: alive, ready, and in numbers."""

from fastapi import APIRouter

from app.bewaking import health, metrics

ALWAYS_OPEN = frozenset({"/gezond", "/gereed", "/metrics"})
"""The addresses that answer however busy it is."""

router = APIRouter(include_in_schema=False)
for room in (health, metrics):
    router.include_router(room.router)
