"""Who is asking. Every route names its visitor in its signature with one of the aliases at the end of this file.

A person comes with a cookie: a coordinator's session or an interviewer's linked phone. A program comes with a key:
`Authorization: Bearer ...`. When a request brings a key, the key alone decides. Only programs can ask too often.
"""

import math
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import BackgroundTasks, Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.changes import Who, identify
from app.cookies import SESSION_COOKIE, TOESTEL_COOKIE, read_cookie
from app.database import Database, DbSession
from app.errors import NotAllowed, NotLoggedIn, TooManyRequests
from app.interviews import Afzender
from app.models import ApiSleutel, Gebruiker, Sessie, Toestel
from app.toegang import TOO_LATE, Scope, find_sessie, find_sleutel, is_due_to_be_noted, keep_sessie_alive
from app.toestellen import find_interviewer_id, find_koppeling

SAFE_METHODS = ("GET", "HEAD")

LINK_FIRST = "Deze telefoon is niet gekoppeld. Vraag de coördinator om een koppellink en open die op deze telefoon."
LOG_IN_FIRST = "Log eerst in als coördinator."
KEY_FIRST = "Stuur een API-sleutel mee: Authorization: Bearer wp_... Een coördinator kan er een voor u maken."

bearer = HTTPBearer(auto_error=False, scheme_name="Sleutel", description="Een API-sleutel, zoals `wp_...`.")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Security(bearer)]


class KeyLimit:
    """How often each key was used lately: in the memory of this process, and forgotten when it stops."""

    def __init__(self, limit: RateLimitItem) -> None:
        self._limit = limit
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def count(self, sleutel: ApiSleutel) -> None:
        """Count one request; raises TooManyRequests.

        A request that is refused does not count: who keeps asking does not wait longer for it.
        """
        if self._window.hit(self._limit, str(sleutel.id)):
            return
        free_at = self._window.get_window_stats(self._limit, str(sleutel.id)).reset_time
        seconds = max(1, math.ceil(free_at - time.time()))
        raise TooManyRequests(
            f"Deze sleutel doet meer dan {self._limit.amount} verzoeken in {self._limit.get_expiry()} seconden. "
            f"Er is niets opgeslagen. Probeer het over {seconds} seconden opnieuw.",
            headers={"Retry-After": str(seconds)},
        )


async def anyone() -> None:
    """Whoever asks. Written down, so that no route is open by accident."""


def own_sessie(request: Request, session: DbSession, afterwards: BackgroundTasks) -> tuple[Gebruiker, Sessie]:
    """A coordinator, and the login they came in with."""
    found = _sessie_of(request, session, afterwards)
    if found is None:
        raise NotLoggedIn(LOG_IN_FIRST)
    return found


def half_logged_in(request: Request, session: DbSession) -> Gebruiker:
    """A coordinator whose password was right, and who still owes the second step."""
    token = read_cookie(request, SESSION_COOKIE)
    found = find_sessie(session, token, is_in=False) if token else None
    if found is None:
        raise NotLoggedIn(TOO_LATE)
    identify(session, Who.COORDINATOR, found[0].id)
    return found[0]


def coordinator(request: Request, session: DbSession, afterwards: BackgroundTasks) -> Gebruiker:
    return own_sessie(request, session, afterwards)[0]


def interviewer(request: Request, session: DbSession) -> Gebruiker:
    return _koppeling(request, session)[0]


def linked_toestel(request: Request, session: DbSession) -> Toestel:
    """The phone itself, where it is the phone that speaks and not the person who holds it."""
    return _koppeling(request, session)[1]


def any_visitor(
    request: Request, session: DbSession, credentials: Bearer, afterwards: BackgroundTasks
) -> Gebruiker | None:
    """A coordinator, a linked phone, or any key that is valid. Returns whose phone it is, when it is one."""
    if credentials is not None:
        _valid_sleutel(request, session, credentials)
    elif not _sessie_of(request, session, afterwards):
        if koppeling := _koppeling_of(request, session):
            return koppeling[0]
        raise NotLoggedIn(KEY_FIRST)
    return None


def coordinator_or_key(scope: Scope) -> Callable[..., None]:
    """A coordinator, or a key to which this scope was explicitly given."""

    def visitor(request: Request, session: DbSession, credentials: Bearer, afterwards: BackgroundTasks) -> None:
        if credentials is not None:
            _sleutel_with(request, session, credentials, scope)
        elif _sessie_of(request, session, afterwards) is None:
            raise NotLoggedIn(KEY_FIRST)

    return visitor


def interview_sender(request: Request, session: DbSession, credentials: Bearer) -> Afzender:
    """A linked phone, or a system whose key may hand in interviews."""
    if credentials is not None:
        sleutel = _sleutel_with(request, session, credentials, Scope.INTERVIEWS_SCHRIJVEN)
        return Afzender(api_sleutel_id=sleutel.id)
    token = read_cookie(request, TOESTEL_COOKIE)
    interviewer_id = find_interviewer_id(session, token) if token else None
    if interviewer_id is None:
        raise NotLoggedIn(LINK_FIRST)
    identify(session, Who.INTERVIEWER, interviewer_id)
    return Afzender(interviewer_id=interviewer_id)


async def require_same_origin(request: Request) -> None:
    """Refuse a change that another website lets somebody's browser make. A key is not sent by a browser by itself.

    Only what takes the place of the cookies counts as a key; beside anything else in that header they still open the
    door.

    Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`) and no page can forge that. A request with
    neither comes from no browser we know, and then has no business with somebody's cookies.
    """
    if request.method in SAFE_METHODS or await bearer(request) is not None:
        return
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        is_ours = site == "same-origin"
    else:
        is_ours = urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host")
    if not is_ours:
        raise NotAllowed("Dit verzoek komt van een andere website. Open Wijkpeil zelf en probeer het daar opnieuw.")


def _sessie_of(request: Request, session: Session, afterwards: BackgroundTasks) -> tuple[Gebruiker, Sessie] | None:
    token = read_cookie(request, SESSION_COOKIE)
    found = find_sessie(session, token) if token else None
    if found:
        identify(session, Who.COORDINATOR, found[0].id)
    if found and is_due_to_be_noted(found[1]):
        afterwards.add_task(_note_use, request.app.state.database, found[1].token_hash)
    return found


async def _note_use(database: Database, token_hash: str) -> None:
    """After the answer has left, in a transaction of its own: a reading request must wait for no writer."""
    async with database.request_session(writes=True) as session:
        await run_in_threadpool(keep_sessie_alive, session, token_hash)


def _koppeling(request: Request, session: Session) -> tuple[Gebruiker, Toestel]:
    koppeling = _koppeling_of(request, session)
    if koppeling is None:
        raise NotLoggedIn(LINK_FIRST)
    return koppeling


def _koppeling_of(request: Request, session: Session) -> tuple[Gebruiker, Toestel] | None:
    token = read_cookie(request, TOESTEL_COOKIE)
    found = find_koppeling(session, token) if token else None
    if found:
        identify(session, Who.INTERVIEWER, found[0].id)
    return found


def _sleutel_with(
    request: Request, session: Session, credentials: HTTPAuthorizationCredentials, scope: Scope
) -> ApiSleutel:
    sleutel = _valid_sleutel(request, session, credentials)
    if scope not in sleutel.scopes:
        raise NotAllowed(f"Deze sleutel mag dit niet: het recht “{scope}” ontbreekt. Vraag het aan de coördinator.")
    return sleutel


def _valid_sleutel(request: Request, session: Session, credentials: HTTPAuthorizationCredentials) -> ApiSleutel:
    sleutel = find_sleutel(session, credentials.credentials)
    if sleutel is None:
        raise NotLoggedIn("Deze sleutel kennen we niet. Kijk of hij helemaal is overgenomen.")
    if sleutel.revoked_at:
        raise NotLoggedIn("Deze sleutel is ingetrokken. Vraag de coördinator om een nieuwe.")
    if sleutel.expires_at <= datetime.now(UTC):
        raise NotLoggedIn("Deze sleutel is verlopen. Vraag de coördinator om een nieuwe.")
    # Only now: whoever makes up keys would otherwise fill the memory, with an entry for each.
    key_limit: KeyLimit = request.app.state.key_limit
    key_limit.count(sleutel)
    identify(session, Who.SLEUTEL, sleutel.id)
    return sleutel


Anyone = Annotated[None, Depends(anyone)]
Coordinator = Annotated[Gebruiker, Depends(coordinator)]
HalfLoggedIn = Annotated[Gebruiker, Depends(half_logged_in)]
OwnSessie = Annotated[tuple[Gebruiker, Sessie], Depends(own_sessie)]
Interviewer = Annotated[Gebruiker, Depends(interviewer)]
LinkedToestel = Annotated[Toestel, Depends(linked_toestel)]
AnyVisitor = Annotated[Gebruiker | None, Depends(any_visitor)]
ScoreReader = Annotated[None, Depends(coordinator_or_key(Scope.SCORES_VOORLOPIG))]
InterviewReader = Annotated[None, Depends(coordinator_or_key(Scope.INTERVIEWS_LEZEN))]
InterviewSender = Annotated[Afzender, Depends(interview_sender)]
