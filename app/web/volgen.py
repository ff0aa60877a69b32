"""Following a meetronde while it is held: which straten need most, who held what when, and one day to print."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.cookies import BLIK_COOKIE, read_cookie, set_cookie
from app.database import DbSession
from app.domain.antwoorden import Fout
from app.domain.respons import PERCENTAGE_FROM
from app.domain.vragenlijst import Soort
from app.gebieden import find_wijk, list_meetronden, list_wijken
from app.interviews import LOCAL_TIME
from app.security import Coordinator
from app.toestellen import linked_toestellen
from app.voortgang import Volgkeuze, Werkweek, follow_straten, follow_work, respons_in, summarize_day
from app.web.blik import BLIK_SECONDS, Blik, look_again
from app.web.dossier import chosen_from
from app.web.forms import PostedFields, read_date, refuse, typed_in
from app.web.overzicht import OUTCOME_WORDS, chosen_meetronde
from app.web.pages import page, redirect

router = APIRouter(prefix="/volgen")

PAGE = 50
LAST_PAGE = 10_000
SILENT = timedelta(days=1)
"""A phone that was not heard of for so long may hold more than it told."""
YEARS = range(2000, 2200)
"""Outside these the calendar itself comes to an end."""


def volgkeuze(session: DbSession, meetronde: str = "", wijk: str = "", soort: str = "") -> Volgkeuze:
    """What the address says to follow. What is left open comes as an empty text."""
    return Volgkeuze(
        chosen_meetronde(session, meetronde or None),
        find_wijk(session, wijk) if wijk else None,
        chosen_from(Soort, soort, "soort"),
    )


Keuze = Annotated[Volgkeuze, Depends(volgkeuze, scope="function")]


@router.get("")
def show_voortgang(
    request: Request,
    session: DbSession,
    _: Coordinator,
    keuze: Keuze,
    tot: str = "",
    pagina: Annotated[int, Query(ge=1, le=LAST_PAGE)] = 1,
) -> Response:
    """The whole page, also when it refreshes itself: then htmx takes the part out that changes."""
    now = datetime.now(UTC)
    blik = look_again(read_cookie(request, BLIK_COOKIE), now)
    voortgang, werk = follow_straten(session, keuze, blik.since), follow_work(session, keuze, _day("tot", tot))
    shown = voortgang.straten[(pagina - 1) * PAGE : pagina * PAGE]
    response = _page(
        request,
        session,
        "volgen/volgen.html",
        keuze,
        query=query_of(keuze, tot=tot, pagina=pagina if pagina > 1 else ""),
        voortgang=voortgang,
        shown=shown,
        respons=respons_in(session, keuze, shown),
        werk=werk,
        week=_weeks_around(werk, keuze, tot),
        toestellen=linked_toestellen(session, keuze.wijk),
        tot=tot,
        pagina=pagina,
        has_more=len(voortgang.straten) > pagina * PAGE,
        since=blik.since,
        silent_before=now - SILENT,
        percentage_from=PERCENTAGE_FROM,
    )
    set_cookie(request, response, BLIK_COOKIE, str(blik), BLIK_SECONDS)
    return response


@router.post("/gezien")
def submit_seen(request: Request, _: Coordinator, keuze: Keuze, fields: PostedFields) -> Response:
    """From now on only what comes in after this moment is new."""
    now = datetime.now(UTC)
    response = redirect(f"/volgen?{query_of(keuze, tot=typed_in(fields).get('tot', ''))}")
    set_cookie(request, response, BLIK_COOKIE, str(Blik(now, now)), BLIK_SECONDS)
    return response


@router.get("/dag")
def show_day(request: Request, session: DbSession, _: Coordinator, keuze: Keuze, dag: str = "") -> Response:
    """One day to print; without a day the last one of the meetronde, which is today as long as it is open."""
    day = _day("dag", dag) or follow_work(session, keuze).days[0]
    around = {"before": day - timedelta(days=1), "after": day + timedelta(days=1)}
    return _page(request, session, "volgen/dag.html", keuze, dag=summarize_day(session, keuze, day), around=around)


def query_of(keuze: Volgkeuze, **more: str | int | date) -> str:
    """What makes an address lead to the same part of the meetronde."""
    wijk = keuze.wijk.code if keuze.wijk else None
    chosen = {"meetronde": keuze.meetronde.code, "wijk": wijk, "soort": keuze.soort, **more}
    return urlencode({name: str(value) for name, value in chosen.items() if value})


def _weeks_around(werk: Werkweek, keuze: Volgkeuze, tot: str) -> dict[str, str | None]:
    """The addresses of the week before this one and of the one after it, which at the last needs no day."""
    before = query_of(keuze, tot=werk.days[-1] - timedelta(days=1))
    later = werk.days[0] + timedelta(days=len(werk.days))
    is_last = later >= datetime.now(LOCAL_TIME).date()
    return {"before": before, "after": query_of(keuze, tot="" if is_last else later) if tot else None}


def _page(request: Request, session: Session, template: str, keuze: Volgkeuze, **context: Any) -> Response:
    return page(
        request,
        template,
        keuze=keuze,
        query_of=query_of,
        now=datetime.now(UTC),
        meetronden=list_meetronden(session),
        wijken=list_wijken(session),
        soorten=list(Soort),
        uitkomsten=OUTCOME_WORDS,
        **context,
    )


def _day(name: str, text: str) -> date | None:
    """The day in an address, None when it is left open; raises InvalidInput."""
    faults: list[Fout] = []
    day = read_date(name, text, faults)
    if day and day.year not in YEARS:
        faults.append(Fout(name, f"Kies een dag van {YEARS[0]} tot en met {YEARS[-1]}."))
    refuse("Deze dag kennen we niet.", faults)
    return day
