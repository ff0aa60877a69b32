"""How long a score takes in a city with few and with very many interviews, asked over HTTP one after another.

Measured in the same run: how long databases take to count the same answers themselves, without a server around it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app import demo
from app.database import Database
from bench.city import City, build_city
from bench.clients import Call, ask
from bench.databases import DATABASES, describe, url_of
from bench.peers import asking, asking_duckdb, time_group_by
from bench.published import Question, publish_city, published_questions
from bench.servers import WIJKPEIL, server
from bench.table import write_table

MEETRONDE = f"/api/v1/meetrondes/{demo.NULMETING}"
DASHBOARD = {"Authorization": f"Bearer {demo.DASHBOARD_KEY}"}
WARM_UP = 2
SIZES = (10_000, 1_000_000)
QUICK = (500, 2_000)

LIVE = f"{MEETRONDE}/voorlopig"
QUESTIONS = {
    "one wijk": Question(f"{LIVE}/wijkscores/wijk-0", 60),
    "all straten of a wijk": Question(f"{LIVE}/straatscores?wijk=wijk-0", 60),
    "all wijken": Question(f"{LIVE}/wijkscores", 5),
    "the whole meetronde": Question(f"{LIVE}/score", 5),
    "all straten of all wijken": Question(f"{LIVE}/straatscores", 5),
}
"""Of what is counted as it is asked; beside it stands what was published."""


@dataclass
class Figures:
    """Medians in milliseconds by what was asked, one for each size; and what has to be said with them."""

    medians: dict[str, list[float]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def note(self, question: str, milliseconds: float) -> None:
        self.medians.setdefault(question, []).append(milliseconds)


def measure(*, quick: bool) -> str:
    """The table: how long each question takes on each database, with few interviews and with many."""
    sizes, figures, cities = QUICK if quick else SIZES, Figures(), {}
    for name, open_database in DATABASES.items():
        for number in sizes:
            with open_database() as database:
                cities[number], seconds = build_city(database, number)
                if number == sizes[0]:
                    figures.remarks.append(describe(database))
                published = publish_city(database)
                figures.remarks.append(
                    f"{name}, {number:,} interviews: counted again in {seconds:.1f} s, published in {published:.1f} s."
                )
                _measure(name, database, figures, part=20 if quick else 1)
    for city in cities.values():
        _measure_duckdb(city, figures)
    rows = [_row(question, medians) for question, medians in figures.medians.items()]
    header = ("Scores, median in ms, by how many interviews are stored", *(f"{number:,}" for number in sizes), "ratio")
    return "\n".join([*figures.remarks, "", write_table(header, rows)])


def _measure(name: str, database: Database, figures: Figures, part: int) -> None:
    with server(WIJKPEIL, url_of(database)) as port:
        for words, question in (QUESTIONS | published_questions(port, DASHBOARD)).items():
            figures.note(f"{name}: {words}", _ask(port, question, max(2, question.times // part)))
    _note_group_by(name, time_group_by(asking(database), 5), figures)


def _ask(port: int, question: Question, times: int) -> float:
    call, visitors = Call("GET", question.path), [DASHBOARD | question.headers]
    ask(port, [call] * WARM_UP, visitors, question.expected)
    return ask(port, [call] * times, visitors, question.expected).percentile(50)


def _measure_duckdb(city: City, figures: Figures) -> None:
    with asking_duckdb(city) as ask_duckdb:
        _note_group_by("DuckDB", time_group_by(ask_duckdb, 5), figures)


def _note_group_by(name: str, of_wijk_and_all: tuple[float, float], figures: Figures) -> None:
    for area, milliseconds in zip(("one wijk", "everything"), of_wijk_and_all, strict=True):
        figures.note(f"GROUP BY in {name}: {area}", milliseconds)


def _row(question: str, medians: Sequence[float]) -> list[str]:
    return [question, *(f"{median:,.1f}" for median in medians), f"{medians[-1] / medians[0]:.2f}"]
