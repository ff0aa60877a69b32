"""Everything that can go wrong, each with its status, and the one shape in which a program hears of it.

The shape is that of RFC 9457, `application/problem+json`. Details are Dutch and say what to do: they are read by
people, on a phone or in a log.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

from app.domain.antwoorden import Fout

PROBLEM_TYPE = "application/problem+json"


class Problem(Exception):  # noqa: N818 -- RFC 9457 calls it a problem, and so do we
    """Something the sender can hear about. Raising it rolls back what the request had written."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "interne-fout"
    title: ClassVar[str] = "Er ging iets mis"

    def __init__(self, detail: str, *, faults: Sequence[Fout] = (), headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})
        self.opened: Mapping[str, Any] | None = None

    def returning(self, opened: Mapping[str, Any]) -> Self:
        """The same, with what was in a seal: the phone that made it cannot look into it any more, to improve it."""
        self.opened = opened
        return self

    def as_json(self) -> dict[str, Any]:
        """The RFC 9457 members, `fouten` when there are faults to name, and `geopend` for what was sealed."""
        body: dict[str, Any] = {
            "type": f"/api/v1/documentatie#{self.slug}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }
        if self.faults:
            body["fouten"] = [{"veld": fault.veld, "melding": fault.melding} for fault in self.faults]
        if self.opened is not None:
            body["geopend"] = dict(self.opened)
        return body


class InvalidInput(Problem):
    status, slug, title = 400, "ongeldige-invoer", "De invoer klopt niet"


class NotLoggedIn(Problem):
    status, slug, title = 401, "niet-aangemeld", "U bent niet aangemeld"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"})


class NotAllowed(Problem):
    status, slug, title = 403, "geen-toegang", "U mag dit niet"


class NotFound(Problem):
    status, slug, title = 404, "niet-gevonden", "Niet gevonden"


class MethodNotAllowed(Problem):
    status, slug, title = 405, "methode-niet-toegestaan", "Dit kan hier niet"


class NotAcceptable(Problem):
    status, slug, title = 406, "vorm-niet-beschikbaar", "In die vorm hebben we het niet"


class TooSlow(Problem):
    status, slug, title = 408, "te-langzaam", "Het duurt te lang"


class MeetrondeClosed(Problem):
    status, slug, title = 409, "meetronde-gesloten", "De meetronde is gesloten"


class OtherContent(Problem):
    status, slug, title = 409, "andere-inhoud", "Dit bestaat al met een andere inhoud"


class ChangedMeanwhile(Problem):
    status, slug, title = 409, "intussen-gewijzigd", "Intussen gewijzigd"


class LengthRequired(Problem):
    status, slug, title = 411, "lengte-onbekend", "De lengte ontbreekt"


class TooLarge(Problem):
    status, slug, title = 413, "te-groot", "Het bericht is te groot"


class WrongMediaType(Problem):
    status, slug, title = 415, "verkeerd-soort-inhoud", "Dit soort inhoud kunnen we niet lezen"


class TooManyRequests(Problem):
    status, slug, title = 429, "te-veel-verzoeken", "Te veel verzoeken"


class NotInstalled(Problem):
    status, slug, title = 501, "niet-geinstalleerd", "Dit kan deze server niet"


class OtherSystemFails(Problem):
    status, slug, title = 502, "ander-systeem", "Een ander systeem antwoordt niet"


class Unavailable(Problem):
    """We cannot now, and can soon: whoever asks again in a while is helped."""

    status, slug, title = 503, "even-niet-beschikbaar", "Even niet beschikbaar"

    def __init__(self, detail: str, retry_after: int = 10) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after)})


class StorageFull(Problem):
    status, slug, title = 507, "opslag-vol", "Onze opslag is vol"


class Failure(Problem):
    """What nobody foresaw. The details stay in the log; the sender hears that nothing was stored."""


CATALOGUE: tuple[type[Problem], ...] = (
    InvalidInput, NotLoggedIn, NotAllowed, NotFound, MethodNotAllowed, NotAcceptable, TooSlow, MeetrondeClosed,
    OtherContent, ChangedMeanwhile, LengthRequired, TooLarge, WrongMediaType, TooManyRequests, NotInstalled,
    OtherSystemFails, Unavailable, StorageFull, Failure,
)  # fmt: skip
"""Every problem, for the documentation."""
