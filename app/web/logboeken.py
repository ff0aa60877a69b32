"""Who saw which interviews, and who changed what: two logs for coordinators, and whether the trail was touched."""

from collections.abc import Mapping, Sequence, Set
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session, col, select

from app.changes import MOST_KEYS, Who
from app.database import DbSession
from app.interviews import LOCAL_TIME, local_date, receipt_number
from app.inzagelog import TAKEN_VIA, list_kijkbeurten
from app.models import Interview, Straat
from app.security import Coordinator
from app.spoor import Known, Logfilter, Plek, follow_end, in_words, kop_of, last_check, list_known, list_spoor
from app.uitvoer import list_uitvoeren
from app.web.dossier import chosen_from
from app.web.pages import in_dutch_date, page

router = APIRouter(prefix="/beheer")

PAGE = 50

NAMELESS: Mapping[Who, str] = {
    Who.OPDRACHT: "Iemand op de server zelf",
    Who.SERVER: "Wijkpeil, vanzelf",
    Who.NIEMAND: "Iemand die niet was ingelogd",
}
"""Who has no name of their own."""

WAYS: Mapping[str, str] = {
    "/interviews/{id}": "het interview zelf",
    "/nakijken/{id}": "bij het nakijken",
    "/nakijken/{id}/beoordelingen": "bij het beoordelen",
    "/interviews/{id}/beoordelingen": "bij het beoordelen",
    "/interviews/{id}/antwoorden/{vraag}": "bij het verbeteren",
    "/interviews/{id}/antwoorden/{vraag}/weghalen": "bij het weghalen van tekst",
    "/interviews/{id}/opmerkingen": "bij een opmerking",
    "/citaten": "open antwoorden bij Citaten",
    "/citaten/anders": "antwoorden op “anders” bij Citaten",
    "/citaten/anders/namen": "antwoorden op “anders” bij Citaten",
    TAKEN_VIA: "in een bestand",
    "/api/v1/interviews/{id}": "over de API",
}
"""By which way somebody looked, as people say it; what is not here is shown as it is."""


def logfilter(wie: str = "", van: str = "", tot: str = "") -> Logfilter:
    """Which lines the address asks for. `tot` is the last day that is shown, as people say it."""
    is_kind = wie in set(Who)
    since, until = chosen_from(date.fromisoformat, van, "van"), chosen_from(date.fromisoformat, tot, "tot")
    return Logfilter(
        who_id=None if is_kind else chosen_from(UUID, wie, "wie"),
        who=Who(wie) if is_kind else None,
        since=_begin_of(since) if since else None,
        until=_begin_of(until) + timedelta(days=1) if until else None,
    )


Gevraagd = Annotated[Logfilter, Depends(logfilter)]


@router.get("/inzage")
def show_inzage(
    request: Request,
    session: DbSession,
    _: Coordinator,
    wanted: Gevraagd,
    interview: str = "",
    na: str = "",
) -> Response:
    about = chosen_from(UUID, interview, "interview")
    lines = list_kijkbeurten(session, wanted, PAGE + 1, Plek.from_text(na) if na else None, interview_id=about)
    return page(
        request,
        "beheer/inzage.html",
        lines=lines[:PAGE],
        following=_following(request, str(lines[PAGE - 1].plek)) if len(lines) > PAGE else None,
        is_first=not na,
        typed=request.query_params,
        interview=about,
        known=_choices(list_known(session, readers=True)),
        described=_describe(session, {each for line in lines for each in line.interview_ids}),
        ways=WAYS,
        uitvoeren=list_uitvoeren(session, 5),
    )


@router.get("/spoor")
def show_spoor(request: Request, session: DbSession, _: Coordinator, wanted: Gevraagd, na: str = "") -> Response:
    lines = list_spoor(session, wanted, PAGE + 1, Plek.from_text(na) if na else None)
    end = follow_end(session)
    return page(
        request,
        "beheer/spoor.html",
        lines=lines[:PAGE],
        following=_following(request, str(lines[PAGE - 1].plek)) if len(lines) > PAGE else None,
        is_first=not na,
        typed=request.query_params,
        known=_choices(list_known(session)),
        nameless=NAMELESS,
        most_keys=MOST_KEYS,
        kop=kop_of(session),
        end=end,
        found=in_words(end),
        checked=last_check(session),
    )


def _choices(known: Sequence[Known]) -> list[tuple[UUID, str]]:
    """Of whom the lines can be asked, as the page calls them."""
    return [
        (each.id, f"{each.name}, weg sinds {in_dutch_date(local_date(each.left_at))}" if each.left_at else each.name)
        for each in known
    ]


class Described(NamedTuple):
    """An interview as colleagues speak of it: where it was, and the number of its receipt."""

    straat: str
    number: str


def _describe(session: Session, interview_ids: Set[UUID]) -> dict[UUID, Described]:
    """These interviews, as far as they are still there; without anything that was said."""
    query = select(Interview.id, Interview.content_hash, Straat.name).where(Straat.id == Interview.straat_id)
    found = session.exec(query.where(col(Interview.id).in_(interview_ids)))
    return {each: Described(straat, receipt_number(each, content_hash)) for each, content_hash, straat in found}


def _following(request: Request, plek: str) -> str:
    address = request.url.include_query_params(na=plek)
    return f"{address.path}?{address.query}"


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time.min, LOCAL_TIME).astimezone(UTC)
