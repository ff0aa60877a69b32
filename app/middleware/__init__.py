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
from app.middleware.requests import KnownHosts, LimitBody, LimitCrowd, ReadBody

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
