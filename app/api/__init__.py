"""The API under /api/v1, for phones and other systems: thin, JSON, after the Dutch REST API Design Rules."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/v1")
