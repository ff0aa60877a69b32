"""Pages for people: the coordinator's desk and the interviewer's phone. Thin; every page works without script."""

from fastapi import APIRouter, Depends

from app.security import require_same_origin
from app.web import documentatie, inloggen, telefoon

router = APIRouter(include_in_schema=False, dependencies=[Depends(require_same_origin)])
router.include_router(documentatie.router)
router.include_router(inloggen.router)
router.include_router(telefoon.router)
