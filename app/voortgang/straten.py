"""Which straten need most: what was done in each beside what is wanted, its response, and what is new.

**Need** is how many interviews a straat still needs: of every kind that is looked at the doel less what counts there,
never below zero, and those together. Too many of one kind do not make up for too few of another.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.doelen import Progress, read_doelen
from app.domain.respons import Respons
from app.domain.steekproef import Steekproef
from app.domain.verdeling import Verdeling
from app.domain.vragenlijst import Soort
from app.domain.wijkschatting import dekking
from app.models import Huishoudens, Straat, Wijk
from app.respons import OF_BEWONERS, respons_of_all, respons_per_straat
from app.tellingen import NOBODY, Selectie, count_all_contactpogingen, count_held, count_received, left_out
from app.voortgang.keuze import Volgkeuze


class Plaats(NamedTuple):
    """A straat in its wijk; its households in this meetronde, None when nobody counted them.

    Out of use, nobody is sent there any more: nothing is needed, and what was held there counts.
    """

    id: UUID
    name: str
    wijk_code: str
    wijk_name: str
    huishoudens: int | None
    is_in_use: bool = True


class Gehaald(NamedTuple):
    """How many interviews there are, and how many are wanted and still needed: of one kind, or of several together.

    `doel` is None when none was set. It need not be `done` and `to_do` together: what is too much here is not needed
    less elsewhere.
    """

    done: int
    doel: int | None
    to_do: int

    @property
    def share(self) -> Fraction | None:
        """Which part of the doel was reached, 0 to 1; None without one."""
        return Fraction(self.doel - self.to_do, self.doel) if self.doel else None


NOTHING = Gehaald(done=0, doel=None, to_do=0)


class Straatvoortgang(NamedTuple):
    """One straat, all kinds that are looked at together, and how many interviews are new."""

    plaats: Plaats
    gehaald: Gehaald
    new: int = 0


@dataclass(frozen=True)
class Voortgang:
    """A meetronde, or a part of it: the straten that need most first, and all of them together.

    `respons` and `dekking` are those of bewoners, whatever kinds are looked at; a dekking of None is unknown.
    """

    straten: Sequence[Straatvoortgang]
    per_soort: Mapping[Soort, Gehaald]
    gehaald: Gehaald
    respons: Respons
    dekking: Fraction | None
    new: int
    progress: Callable[[Plaats, Soort], Progress]
    """Of one straat and one kind."""


def follow_straten(session: Session, keuze: Volgkeuze, since: datetime) -> Voortgang:
    """How far this part of a meetronde is now; new is what came in after `since`."""
    selectie, soorten = keuze.selectie, keuze.soorten
    held, doelen = count_held(session, selectie), read_doelen(session, selectie)
    received, plaatsen = count_received(session, selectie, since), _plaatsen(session, keuze)

    def progress(plaats: Plaats, soort: Soort) -> Progress:
        doel = doelen.get((plaats.id, soort)) if plaats.is_in_use else None
        return Progress(doel, held.get((plaats.id, soort), NOBODY).interviews)

    straten, per_soort = [], dict.fromkeys(soorten, NOTHING)
    for plaats in plaatsen:
        # Of thousands of straten some are shown: of the others no more is kept than what puts them in order.
        parts = {soort: progress(plaats, soort) for soort in soorten}
        per_soort = {soort: add_up((per_soort[soort], part)) for soort, part in parts.items()}
        new = sum(received.get((plaats.id, soort), 0) for soort in soorten) if received else 0
        straten.append(Straatvoortgang(plaats, add_up(parts.values()), new))
    heard = {straat_id for (straat_id, soort), count in held.items() if soort in OF_BEWONERS and count.interviews}
    return Voortgang(
        straten=sorted(straten, key=need),
        per_soort=per_soort,
        gehaald=add_up(per_soort.values()),
        respons=respons_of_all(held, count_all_contactpogingen(session, selectie)),
        dekking=dekking([Steekproef(_NOTHING_SAID, each.huishoudens, int(each.id in heard)) for each in plaatsen]),
        new=sum(straat.new for straat in straten),
        progress=progress,
    )


def respons_in(session: Session, keuze: Volgkeuze, straten: Sequence[Straatvoortgang]) -> Mapping[str, Respons]:
    """The response in some of its straten, by their id as text."""
    ids = tuple(straat.plaats.id for straat in straten)
    return respons_per_straat(session, Selectie(keuze.meetronde.code, straat_ids=ids))


def need(straat: Straatvoortgang) -> tuple[int, int, str, str]:
    """What puts a straat before another: it needs more; of as much, its doel is smaller, so that it is less far."""
    _, doel, to_do = straat.gehaald
    less_far = (doel or 0) if to_do else int(doel is None)
    return -to_do, less_far, straat.plaats.name, straat.plaats.wijk_name


def add_up(parts: Iterable[Progress | Gehaald]) -> Gehaald:
    """Several kinds, or several straten, together."""
    done = to_do = 0
    doel = None
    for part in parts:
        done += part.done
        to_do += part.to_do
        doel = doel if part.doel is None else part.doel + (doel or 0)
    return Gehaald(done, doel, to_do)


_NOTHING_SAID = Verdeling({})


def _plaatsen(session: Session, keuze: Volgkeuze) -> list[Plaats]:
    in_use = col(Straat.retired_at).is_(None) & col(Wijk.retired_at).is_(None)
    columns = (col(Straat.id), col(Straat.name), col(Wijk.code), col(Wijk.name), col(Huishoudens.count), in_use)
    of_straat = col(Huishoudens.straat_id) == col(Straat.id)
    query = (
        select(*columns)
        .join(Wijk, col(Wijk.code) == col(Straat.wijk_code))
        .outerjoin(Huishoudens, of_straat & (col(Huishoudens.meetronde_code) == keuze.meetronde.code))
        .where(col(Straat.id).not_in(left_out(keuze.meetronde.code)), col(Straat.merged_into_id).is_(None))
    )
    if keuze.wijk:
        query = query.where(col(Wijk.code) == keuze.wijk.code)
    return [Plaats(*row) for row in session.execute(query)]
