"""What happens around every request, whatever it asks."""

from app.middleware.answers import (
    API_PREFIX,
    API_VERSION,
    REQUEST_ID,
    AnswerFailures,
    HeadAsGet,
    Noticed,
    NoticeRequests,
    SetHeaders,
)
from app.middleware.bodies import LimitBody, ReadBody
from app.middleware.requests import KnownHosts, LimitCrowd

__all__ = [
    "API_PREFIX",
    "API_VERSION",
    "REQUEST_ID",
    "AnswerFailures",
    "HeadAsGet",
    "KnownHosts",
    "LimitBody",
    "LimitCrowd",
    "NoticeRequests",
    "Noticed",
    "ReadBody",
    "SetHeaders",
]
