"""What would happen if a straat became a part of another, and when it may not."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.domain.vragenlijst import Soort
from app.errors import InvalidInput
from app.gebieden import NAME_LENGTH, find_straat, find_wijk, portieken_of, straten_of
from app.models import Contactpoging, Doel, Huishoudens, Interview, Meetronde, Straat, Uitzondering
from app.planning import HUISHOUDENS
from app.samenvoegingen.verhuizing import Aantal, Portieknaam, Verhuizing, published_meetronden
from app.tellingen import count_per_meetronde

COLUMNS = (HUISHOUDENS, *map(str, Soort))
REFUSED = "Samenvoegen kan niet."


@dataclass(frozen=True)
class Voorstel:
    """What would happen. `per_meetronde` is how many interviews and doors move in each, by its name.

    `unchanged` are the published meetronden, in which nothing moves; in those of `kept_plans` the straat keeps a plan.
    """

    straat: Straat
    into: Straat
    adds_up: bool
    verhuizing: Verhuizing
    per_meetronde: Sequence[tuple[str, int, int]]
    meetronde_names: Mapping[str, str]
    unchanged: Sequence[str]
    kept_plans: Sequence[str]

    @property
    def renamed(self) -> list[Portieknaam]:
        return [portiek for portiek in self.verhuizing.portieken if portiek.before != portiek.after]

    @property
    def fingerprint(self) -> str:
        """By which one sees that something else would happen than was shown. One interview more is nothing else."""
        move = self.verhuizing
        shown = (self.straat.id, self.into.id, move.aantallen, move.portieken, move.straten, move.closed_to)
        return hashlib.sha256(repr((*shown, move.opened_to)).encode()).hexdigest()


def candidates(session: Session, straat: Straat) -> list[Straat]:
    """With which straten this one can become one: the others of its wijk that are in use, by name."""
    wijk = find_wijk(session, straat.wijk_code)
    return [each for each in straten_of(session, [wijk]) if each.id != straat.id and each.is_in_use]


def propose(session: Session, straat: Straat, into: Straat, *, adds_up: bool = True) -> Voorstel:
    """What would happen if `straat` became a part of `into`.

    The numbers of a plan are added up, or those of `into` are kept when the two are one straat that stood here twice.
    Raises InvalidInput when it may not be.
    """
    _refuse(session, straat, into)
    published = published_meetronden(session)
    interviews = count_per_meetronde(session, Interview, straat.id)
    if told := [published[code] for code in interviews if code in published]:
        raise InvalidInput(
            f"{REFUSED} In {' en '.join(told)} zijn interviews uit {straat.name} geteld, en die cijfers zijn "
            f"gepubliceerd. Wat gepubliceerd is, verandert nooit. Daarna zou {into.name} met iets anders worden "
            f"vergeleken dan met zichzelf. Neem {straat.name} liever uit gebruik: dan gaat er niemand meer heen."
        )
    meetronden = session.exec(select(Meetronde).order_by(col(Meetronde.starts_on).desc(), Meetronde.code)).all()
    movable = {meetronde.code: meetronde.name for meetronde in meetronden if meetronde.code not in published}
    doors = {
        code: count for code, count in count_per_meetronde(session, Contactpoging, straat.id).items() if code in movable
    }
    numbers = list(_numbers(session, straat, into, adds_up=adds_up))
    aantallen = tuple(each for each in numbers if each.meetronde in movable)
    touched = interviews.keys() | doors.keys() | {each.meetronde for each in aantallen}
    closed_to, opened_to = _taking_part(session, straat, into, movable)
    return Voorstel(
        straat,
        into,
        adds_up,
        Verhuizing(
            interviews=sum(interviews.values()),
            contactpogingen=sum(doors.values()),
            meetronden=tuple(code for code in movable if code in touched),
            aantallen=aantallen,
            portieken=tuple(_portieken(session, straat, into)),
            straten=tuple(_part_of(session, straat)),
            closed_to=closed_to,
            opened_to=opened_to,
        ),
        per_meetronde=[
            (name, interviews.get(code, 0), doors.get(code, 0))
            for code, name in movable.items()
            if code in interviews or code in doors
        ],
        meetronde_names=movable,
        unchanged=list(published.values()),
        kept_plans=sorted({published[each.meetronde] for each in numbers if each.meetronde in published}),
    )


def _refuse(session: Session, straat: Straat, into: Straat) -> None:
    if straat.id == into.id:
        raise InvalidInput(f"{REFUSED} {straat.name} kan niet met zichzelf samen. Kies een andere straat.")
    for each in (straat, into):
        if each.merged_into_id is not None:
            other = find_straat(session, each.merged_into_id)
            raise InvalidInput(f"{REFUSED} {each.name} is al samengevoegd met {other.name}. Kies die straat.")
        if each.retired_at is not None:
            raise InvalidInput(f"{REFUSED} {each.name} is uit gebruik. Neem die straat eerst weer in gebruik.")
    if straat.wijk_code != into.wijk_code:
        wijken = [find_wijk(session, each.wijk_code).name for each in (straat, into)]
        raise InvalidInput(
            f"{REFUSED} {straat.name} ligt in {wijken[0]} en {into.name} in {wijken[1]}. Kies een straat in dezelfde "
            "wijk: anders veranderen de cijfers van twee wijken."
        )


def _numbers(session: Session, straat: Straat, into: Straat, *, adds_up: bool) -> Iterator[Aantal]:
    """Every number that the plan of the straat that goes has, in all meetronden."""
    known: dict[tuple[str, str], dict[UUID, int]] = defaultdict(dict)
    both = [straat.id, into.id]
    for households in session.exec(select(Huishoudens).where(col(Huishoudens.straat_id).in_(both))):
        known[households.meetronde_code, HUISHOUDENS][households.straat_id] = households.count
    for doel in session.exec(select(Doel).where(col(Doel.straat_id).in_(both))):
        known[doel.meetronde_code, doel.soort][doel.straat_id] = doel.count
    for (meetronde, column), counts in sorted(known.items(), key=lambda each: (each[0][0], COLUMNS.index(each[0][1]))):
        gone, stayed = counts.get(straat.id), counts.get(into.id)
        if gone is not None:
            together = gone if stayed is None else gone + stayed if adds_up else stayed
            yield Aantal(meetronde=meetronde, column=column, gone=gone, stayed=stayed, together=together)


def _portieken(session: Session, straat: Straat, into: Straat) -> Iterator[Portieknaam]:
    taken = {portiek.name.casefold() for portiek in portieken_of(session, [into])}
    for portiek in portieken_of(session, [straat]):
        name = _free_name(portiek.name, straat.name, taken)
        taken.add(name.casefold())
        yield Portieknaam(id=portiek.id, before=portiek.name, after=name)


def _free_name(name: str, straat: str, taken: set[str]) -> str:
    """The name, or where it is taken with the straat behind it; and then with a number until nobody has it."""
    tried, number = name, 1
    while tried.casefold() in taken:
        behind = f" ({straat})" if number == 1 else f" ({straat} {number})"
        tried, number = f"{name[: NAME_LENGTH - len(behind)]}{behind[-NAME_LENGTH:]}", number + 1
    return tried


def _part_of(session: Session, straat: Straat) -> Iterator[UUID]:
    yield from session.exec(select(Straat.id).where(Straat.merged_into_id == straat.id).order_by(col(Straat.id)))


def _taking_part(
    session: Session, straat: Straat, into: Straat, movable: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where the straat takes part no longer, and where the other does from now on: whoever did, does together."""
    query = select(Uitzondering).where(col(Uitzondering.straat_id).in_([straat.id, into.id]))
    left_out = {(each.meetronde_code, each.straat_id) for each in session.exec(query)}
    closed_to = tuple(code for code in movable if (code, straat.id) not in left_out)
    return closed_to, tuple(code for code in closed_to if (code, into.id) in left_out)
