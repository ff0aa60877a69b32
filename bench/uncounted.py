"""Wijkpeil as it would be if it did not count what comes in: what keeping the telstand costs is the difference."""

from fastapi import FastAPI

from app.main import create_app as create_wijkpeil
from app.telstand import Changes


def create_app() -> FastAPI:
    Changes.write = lambda _changes, _session: None  # type: ignore[method-assign]
    return create_wijkpeil()
