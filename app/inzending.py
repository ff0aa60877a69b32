"""An interview as it is handed in, and what of it makes it the same interview when it is handed in again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app.domain.fingerprint import plain
from app.domain.intrekcode import hash_intrekcode
from app.domain.vragenlijst import DUTCH, JA, Soort


@dataclass(frozen=True)
class Inzending:
    """An interview as somebody hands it in; the answers are still unchecked.

    `clock_offset` is by how many seconds the phone's clock was ahead of ours, when the phone measured it. `intrekcode`
    is the code that the bewoner can be given; nothing is kept of it but its hash.
    `consent_at` is when yes or no was tapped, and `consent_language` in which language it was asked, if that is told.
    """

    id: UUID
    soort: Soort
    vragenlijst_version: int
    meetronde_code: str
    straat_id: UUID
    portiek_id: UUID | None
    started_at: datetime
    finished_at: datetime
    antwoorden: Mapping[str, Any]
    language: str = DUTCH
    clock_offset: int | None = None
    intrekcode: str | None = None
    consent_at: datetime | None = None
    consent_language: str = DUTCH

    @property
    def has_consent(self) -> bool:
        """Whether the answers may be kept."""
        return bool(self.antwoorden.get("toestemming") == JA)

    @property
    def intrekcode_hash(self) -> str | None:
        return hash_intrekcode(self.intrekcode) if self.intrekcode is not None else None

    def content(self) -> dict[str, Any]:
        """What was sent, in one form: the order of keys and options and the time zone make no other interview.

        What came into the message later is written down only when it says something: a hash that is kept, or a phone
        that does not know of it, still finds the same interview.
        """
        antwoorden = {key: plain(answer) for key, answer in self.antwoorden.items() if answer is not None}
        content: dict[str, Any] = {
            "soort": str(self.soort),
            "vragenlijstVersie": self.vragenlijst_version,
            "meetronde": self.meetronde_code,
            "straatId": str(self.straat_id),
            "portiekId": str(self.portiek_id) if self.portiek_id else None,
            "begonnenOp": _in_utc(self.started_at),
            "afgerondOp": _in_utc(self.finished_at),
            "antwoorden": antwoorden,
        }
        if self.language != DUTCH:
            content["taal"] = self.language
        if self.clock_offset is not None:
            content["klokverschil"] = self.clock_offset
        if self.intrekcode is not None:
            content["intrekcode"] = self.intrekcode_hash  # this may be kept aside, and the code may not
        if self.consent_at is not None:
            content["toestemmingOp"], content["toestemmingTaal"] = _in_utc(self.consent_at), self.consent_language
        return content


def _in_utc(moment: datetime) -> str:
    try:
        return moment.astimezone(UTC).isoformat()
    except OverflowError:  # the first or last day of the calendar, seen from another time zone
        return moment.isoformat()
