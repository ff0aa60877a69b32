"""The API's own document, and the page that shows it."""

from fastapi import FastAPI

from app.settings import Settings


def describe(app: FastAPI, settings: Settings) -> None:
    """Give the application its OpenAPI document."""
