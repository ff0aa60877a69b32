"""The log: a line of JSON for what went wrong, with nobody and nothing in it that points to somebody.

No address of a visitor, no path as it was asked for (koppelcodes and ids are in those), no words of an exception (the
database quotes the answers it chokes on). What went well is not written down: that would be who was where and when.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

logger = logging.getLogger("wijkpeil")

_LEVELS = {logging.DEBUG: "details", logging.INFO: "info", logging.WARNING: "let op", logging.ERROR: "fout"}


class JsonLines(logging.Formatter):
    """One object on one line, its names in Dutch; what a library logs comes out in the same form."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "moment": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": _LEVELS.get(record.levelno, "fout"),
            "bericht": record.getMessage() if record.exc_info is None else "Er ging iets mis.",
        }
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0]:
            kind, _, where = record.exc_info
            line |= {"fout": f"{kind.__module__}.{kind.__qualname__}", "plaats": _frames(where)}
        return json.dumps(line, ensure_ascii=False)


def write_json_lines() -> None:
    """Let everything that is logged in this process come out as lines of JSON, from a warning on; ours from info on."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logger.setLevel(logging.INFO)


def note(message: str, level: int = logging.INFO, **fields: Any) -> None:
    """Write a line with these fields."""
    logger.log(level, message, extra={"fields": fields})


def note_exception(error: BaseException, **fields: Any) -> None:
    """Write down which exception it was and where it came from: not what it says, for that may be somebody's answer."""
    logger.error("", exc_info=error, extra={"fields": fields})


def _frames(where: TracebackType | None) -> list[str]:
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(where)]
