"""How a page is made: the templates, the words and notations they use, and the page for what went wrong."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal
from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.domain.schatting import Marge, Methode, Schatting
from app.domain.straatladder import school_notation
from app.errors import NotLoggedIn, Problem
from app.interviews import LOCAL_TIME
from app.models import Eenheid, Referentiecijfer, Status
from app.security import LOG_IN_FIRST
from app.vaststelling.messages import MargeOut
from app.web.release import STATIC_PREFIX, TEMPLATES

HTMX_VERSION = "4.0.1"
HTMX_CDN = f"https://cdn.jsdelivr.net/npm/htmx.org@{HTMX_VERSION}/dist/htmx.min.js"
HTMX_INTEGRITY = "sha384-Qp9rdC8H7EqOoX+nR0P3RPG2Noji+qdwJlGpfzwQJsfOpp3sGwIdSP9xO3+UlEhn"
HTMX_OWN = f"{STATIC_PREFIX}/vendor/htmx-{HTMX_VERSION}.min.js"


def in_dutch_number(value: Fraction | float, decimals: int = 1) -> str:
    """A number as it is written in Dutch: 8,7."""
    return format_decimal(float(value), format=f"#,##0.{'0' * decimals}", locale="nl_NL")


def in_dutch_count(value: int) -> str:
    """How many of something, as it is written in Dutch: 3.400."""
    return format_decimal(value, locale="nl_NL")


def in_percent(share: Fraction) -> str:
    """A part of the whole as a whole percentage: 70 %."""
    return f"{round(share * 100)} %"


def in_percent_down(share: Fraction) -> str:
    """A part of the whole as a whole percentage, down: what falls short of a threshold must not seem to reach it."""
    return f"{floor(share * 100)} %"


def in_margin_words(schatting: Schatting, *, percent: bool = False) -> str:
    """Between which two figures the real one lies: tussen 8,2 en 9,1, or of a share: tussen 52 en 88 %."""
    if schatting.methode is Methode.VOLLEDIG:
        return "iedereen is gevraagd"
    if schatting.marge is None:
        return "marge niet te bepalen"
    return f"{in_range_words(schatting.marge, percent=percent)}{' %' if percent else ''}"


def in_published_margin_words(marge: MargeOut | None, *, percent: bool = False) -> str:
    """The same of what was published, where a percentage is a number up to 100."""
    if marge is None:
        return "marge niet te bepalen"
    if percent:
        return f"tussen {marge.laag:.0f} en {marge.hoog:.0f} %"
    return f"tussen {in_dutch_number(marge.laag)} en {in_dutch_number(marge.hoog)}"


def in_range_words(marge: Marge, *, percent: bool = False) -> str:
    """A margin without its unit, of a share in whole percentages: tussen −12 en 3."""
    return f"tussen {_rounded(marge.low, percent=percent)} en {_rounded(marge.high, percent=percent)}"


def in_difference_words(difference: Fraction | float, *, percent: bool = False) -> str:
    """How far a figure moved, of a share in whole percentage points: +0,4 or −12."""
    written = _rounded(difference, percent=percent)
    return f"+{written}" if difference > 0 and written.strip("0,") else written


def _rounded(value: Fraction | float, *, percent: bool) -> str:
    """At one decimal, of a share as a whole percentage; with a real minus sign, but never minus nothing."""
    written = str(round(value * 100)) if percent else in_dutch_number(value)
    return written.replace("-", "−") if written.strip("-0,") else written.removeprefix("-")


def in_published_notation(cijfer: Referentiecijfer) -> str:
    """What others measured with the decimals it was published with: 6,5 or 78 % or 8,9 %."""
    is_grade = cijfer.eenheid == Eenheid.CIJFER
    written = format_decimal(cijfer.value, format="0.0#" if is_grade else "0.##", locale="nl_NL")
    return written if is_grade else f"{written} %"


def in_dutch_date(day: date) -> str:
    """A day in words: 10 september 2019."""
    return format_date(day, format="d MMMM y", locale="nl_NL")


def in_dutch_moment(moment: datetime) -> str:
    """A moment in words, in Dutch time: 10 september 2019, 14:05."""
    return format_datetime(moment.astimezone(LOCAL_TIME), format="d MMMM y, HH:mm", locale="nl_NL")


def in_dutch_clock(moment: datetime) -> str:
    """A moment of a day that is known, in Dutch time: 14:05."""
    return format_datetime(moment.astimezone(LOCAL_TIME), format="HH:mm", locale="nl_NL")


def in_words_when(moment: datetime, now: datetime) -> str:
    """A moment after “when”, without the day when that is today: om 14:05, or op 10 september 2019, 14:05."""
    is_today = moment.astimezone(LOCAL_TIME).date() == now.astimezone(LOCAL_TIME).date()
    return f"om {in_dutch_clock(moment)}" if is_today else f"op {in_dutch_moment(moment)}"


def in_dutch_weekday(day: date) -> str:
    """A day with its weekday: dinsdag 10 september 2019."""
    return format_date(day, format="EEEE d MMMM y", locale="nl_NL")


def in_short_weekday(day: date) -> str:
    """The same as short as it can be, without the year: di 10 sep."""
    return format_date(day, format="EEE d MMM", locale="nl_NL").replace(".", "")


def in_dutch_language(code: str) -> str:
    """The Dutch name of a language by its BCP 47 code: Arabisch for ar. What has no Dutch name keeps its code."""
    names = Locale("nl").languages
    name: str = names.get(code.replace("-", "_")) or names.get(code.split("-")[0], code)
    return name[:1].upper() + name[1:]


def in_clock_words(clock_offset: int) -> str:
    """How far a phone's clock was off: liep 7 minuten voor."""
    off = format_timedelta(timedelta(seconds=abs(clock_offset)), locale="nl_NL")
    return f"liep {off} {'voor' if clock_offset > 0 else 'achter'}"


def in_status_words(status: str) -> str:
    """Where an interview stands in the review, as people say it."""
    return _STATUS_WORDS[Status(status)]


_STATUS_WORDS = {
    Status.NIEUW: "nog niet bekeken",
    Status.GOEDGEKEURD: "goedgekeurd",
    Status.TERUGGESTUURD: "teruggestuurd",
    Status.AFGEKEURD: "afgekeurd",
    Status.INGETROKKEN: "ingetrokken",
}

_environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters |= {
    "getal": in_dutch_number,
    "aantal": in_dutch_count,
    "procent": in_percent,
    "procent_omlaag": in_percent_down,
    "margewoorden": in_margin_words,
    "tussenwoorden": in_range_words,
    "gepubliceerde_marge": in_published_margin_words,
    "verschilwoorden": in_difference_words,
    "datum": in_dutch_date,
    "moment": in_dutch_moment,
    "klok": in_dutch_clock,
    "wanneer": in_words_when,
    "weekdag": in_dutch_weekday,
    "korte_dag": in_short_weekday,
    "taalnaam": in_dutch_language,
    "rapportnotatie": school_notation,
    "statuswoord": in_status_words,
    "referentiewaarde": in_published_notation,
    "klokwoorden": in_clock_words,
}
_environment.globals |= {
    "static": STATIC_PREFIX,
    "htmx_cdn": HTMX_CDN,
    "htmx_integrity": HTMX_INTEGRITY,
    "htmx_own": HTMX_OWN,
}
_templates = Jinja2Templates(env=_environment)


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page from its template."""
    context["htmx_from_cdn"] = request.app.state.settings.htmx_from_cdn
    return _templates.TemplateResponse(request, template, context, status_code=status)


def redirect(address: str) -> RedirectResponse:
    """Go there next with GET, so that reloading the page sends nothing twice."""
    return RedirectResponse(address, status_code=303)


def problem_page(request: Request, problem: Problem) -> Response:
    """A problem as a person reads it; who only has to log in gets the form at once."""
    if isinstance(problem, NotLoggedIn) and problem.detail == LOG_IN_FIRST and request.method == "GET":
        return redirect(f"/inloggen?naar={request.url.path}")
    return page(request, "fout.html", status=problem.status, problem=problem)
