"""How long a coordinator waits for the pages with lists, in a city with very many interviews."""

from datetime import UTC, datetime, timedelta

import httpx

from app import demo
from app.cookies import BLIK_COOKIE
from app.web.blik import Blik
from bench.city import build_city
from bench.clients import Call, ask
from bench.databases import DATABASES, describe, url_of
from bench.desk import DAYS, INTERVIEWERS, LAST_DAY, furnish_desk
from bench.servers import WIJKPEIL, server
from bench.table import write_table

INTERVIEWS = 100_000
AIM_MS = 200
TIMES, WARM_UP = 15, 3
ROUND = f"meetronde={demo.NULMETING}"

PAGES = {
    "/volgen": f"/volgen?{ROUND}&tot={LAST_DAY}",
    "/volgen, a wijk": f"/volgen?{ROUND}&tot={LAST_DAY}&wijk=wijk-3",
    "/volgen, a wijk and a kind": f"/volgen?{ROUND}&tot={LAST_DAY}&wijk=wijk-3&soort=straat",
    "/volgen/dag": f"/volgen/dag?{ROUND}&dag={LAST_DAY}",
    "/volgen/dag, a wijk": f"/volgen/dag?{ROUND}&dag={LAST_DAY}&wijk=wijk-3",
    "/nakijken": f"/nakijken?{ROUND}",
    "/nakijken, a wijk": f"/nakijken?{ROUND}&wijk=wijk-3",
    "/nakijken, a reason": f"/nakijken?{ROUND}&reden=telefoon",
    "/nakijken, a wijk and a reason": f"/nakijken?{ROUND}&wijk=wijk-3&reden=telefoon",
    "/nakijken, page 20": f"/nakijken?{ROUND}&pagina=20",
    "/nakijken/rest": f"/nakijken/rest?{ROUND}",
    "/interviews": "/interviews",
    "/interviews, a meetronde and a status": f"/interviews?{ROUND}&status=nieuw",
    "/interviews, a wijk": "/interviews?wijk=wijk-3",
    "/interviews, a kind and a status": "/interviews?soort=klant&status=goedgekeurd",
    "/overzicht": f"/overzicht?{ROUND}",
    "/overzicht/wijken/...": f"/overzicht/wijken/wijk-3?{ROUND}",
    "/meetronden": "/meetronden",
    "/meetronden/...": f"/meetronden/{demo.NULMETING}",
    "/meetronden/.../wijken/...": f"/meetronden/{demo.NULMETING}/wijken/wijk-3",
    "/gebieden": "/gebieden",
    "/gebieden/wijken/...": "/gebieden/wijken/wijk-3",
    "/mensen": "/mensen",
}


def measure(*, quick: bool) -> str:
    """The table: the median of every page on each database, beside what is aimed at."""
    number, medians, remarks = 1_000 if quick else INTERVIEWS, {}, []
    for name, open_database in DATABASES.items():
        with open_database() as database:
            city, _ = build_city(database, number)
            furnish_desk(database, city)
            remarks.append(describe(database))
            with server(WIJKPEIL, url_of(database)) as port:
                visitor = _anna(port)
                medians[name] = {page: _ask(port, path, visitor, quick=quick) for page, path in PAGES.items()}
    remarks.append(
        f"{number:,} interviews in {len(city.straten):,} straten, over {DAYS} days, by {INTERVIEWERS} interviewers."
    )
    rows = [_row(page, [medians[name][page] for name in medians]) for page in PAGES]
    header = ("A coordinator's pages, median in ms", "aim", *medians, "")
    return "\n".join([*remarks, "", write_table(header, rows)])


def _anna(port: int) -> dict[str, str]:
    """The headers of a coordinator who is logged in, and looked at the page about the meetronde two days before."""
    address = f"http://127.0.0.1:{port}"
    form = {"email": demo.ANNA_EMAIL, "wachtwoord": demo.ANNA_PASSWORD}
    answer = httpx.post(f"{address}/inloggen", data=form, headers={"Origin": address})
    since = datetime.combine(LAST_DAY - timedelta(days=1), datetime.min.time(), UTC)
    cookies = dict(answer.cookies) | {BLIK_COOKIE: str(Blik(since, datetime.now(UTC)))}
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}


def _ask(port: int, path: str, visitor: dict[str, str], *, quick: bool) -> float:
    call = Call("GET", path)
    ask(port, [call] * WARM_UP, [visitor], 200)
    return ask(port, [call] * (3 if quick else TIMES), [visitor], 200).percentile(50)


def _row(page: str, medians: list[float]) -> list[str]:
    verdict = "within" if max(medians) <= AIM_MS else "over"
    return [page, str(AIM_MS), *(f"{median:,.0f}" for median in medians), verdict]
