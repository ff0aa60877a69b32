"""The API under /api/v1, for phones and other systems: thin, JSON, after the Dutch REST API Design Rules."""

from fastapi import APIRouter, Depends

from app.api import interviews
from app.security import require_same_origin

router = APIRouter(prefix="/api/v1", dependencies=[Depends(require_same_origin)])
router.include_router(interviews.router)
