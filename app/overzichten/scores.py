"""What a meetronde says about a straat, a wijk, or as a whole: bewoners and klanten side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from app.domain.betrouwbaarheid import NORMEN, Drempels, Normen
from app.errors import NotFound
from app.models import Meetronde, Straat, Wijk
from app.overzichten.groepen import Groep, gebied_groep, spreads_within, straat_groep
from app.overzichten.heard import HeardStraat, Populatie, by_wijk, hear, of
from app.tellingen import Niveau


@dataclass(frozen=True)
class Gebied:
    """An area with a score: the whole meetronde, a wijk or a straat."""

    niveau: Niveau
    code: str
    name: str
    wijk_code: str | None = None


@dataclass(frozen=True)
class Score:
    """What a meetronde says about an area."""

    gebied: Gebied
    bewoners: Groep
    klanten: Groep
    normen: Normen

    @property
    def drempels(self) -> Drempels:
        return self.normen.straat if self.gebied.niveau is Niveau.STRAAT else self.normen.gebied

    @property
    def groepen(self) -> tuple[Groep, Groep]:
        return self.bewoners, self.klanten


def total_score(
    session: Session, meetronde: Meetronde, normen: Normen = NORMEN, *, approved_only: bool = False
) -> Score:
    """The meetronde as a whole."""
    return _total(meetronde, hear(session, meetronde, approved_only=approved_only), normen)


def wijk_scores(
    session: Session, meetronde: Meetronde, normen: Normen = NORMEN, *, approved_only: bool = False
) -> list[Score]:
    """Every wijk, by name, also those without interviews."""
    return _each_wijk(session, hear(session, meetronde, approved_only=approved_only), normen)


def total_and_wijk_scores(
    session: Session, meetronde: Meetronde, normen: Normen = NORMEN, *, approved_only: bool = False
) -> list[Score]:
    """The meetronde as a whole and then every wijk: what was heard is read once for both."""
    heard = hear(session, meetronde, approved_only=approved_only)
    return [_total(meetronde, heard, normen), *_each_wijk(session, heard, normen)]


def wijk_score(
    session: Session, meetronde: Meetronde, wijk: Wijk, normen: Normen = NORMEN, *, approved_only: bool = False
) -> Score:
    """One wijk."""
    return _of_all(of_wijk(wijk), hear(session, meetronde, wijk.code, approved_only=approved_only), normen)


def straat_scores(
    session: Session,
    meetronde: Meetronde,
    wijk_code: str | None = None,
    normen: Normen = NORMEN,
    *,
    approved_only: bool = False,
) -> list[Score]:
    """Every straat of a wijk, or of all of them, that takes part, by wijk and name, also those without interviews."""
    heard = by_wijk(hear(session, meetronde, wijk_code, approved_only=approved_only))
    return [score for straten in heard.values() for score in _of_each(straten, normen)]


def straat_score(
    session: Session, meetronde: Meetronde, straat: Straat, normen: Normen = NORMEN, *, approved_only: bool = False
) -> Score:
    """One straat. Its wijk is counted with it: that lends its spread to a straat of equal answers.

    Raises NotFound when it does not take part.
    """
    scores = straat_scores(session, meetronde, straat.wijk_code, normen, approved_only=approved_only)
    for score in scores:
        if score.gebied.code == str(straat.id):
            return score
    raise NotFound(f"{straat.name} doet niet mee in {meetronde.name}.")


def find_meetronde(session: Session, code: str) -> Meetronde:
    """This meetronde; raises NotFound."""
    meetronde = session.get(Meetronde, code)
    if meetronde is None:
        raise NotFound(f"Er is geen meetronde “{code}”.")
    return meetronde


def of_wijk(wijk: Wijk) -> Gebied:
    """A wijk as an area."""
    return Gebied(Niveau.WIJK, wijk.code, wijk.name, wijk.code)


def of_straat(straat: Straat) -> Gebied:
    """A straat as an area."""
    return Gebied(Niveau.STRAAT, str(straat.id), straat.name, straat.wijk_code)


def _total(meetronde: Meetronde, heard: Sequence[HeardStraat], normen: Normen) -> Score:
    return _of_all(Gebied(Niveau.TOTAAL, meetronde.code, meetronde.name), heard, normen)


def _each_wijk(session: Session, heard: Sequence[HeardStraat], normen: Normen) -> list[Score]:
    per_wijk = by_wijk(heard)
    wijken = session.exec(select(Wijk).order_by(Wijk.name))
    return [_of_all(of_wijk(wijk), per_wijk.get(wijk.code, []), normen) for wijk in wijken]


def _of_all(gebied: Gebied, heard: Sequence[HeardStraat], normen: Normen) -> Score:
    bewoners, klanten = (gebied_groep(populatie, of(populatie, heard), normen) for populatie in Populatie)
    return Score(gebied, bewoners, klanten, normen)


def _of_each(heard: Sequence[HeardStraat], normen: Normen) -> list[Score]:
    """The straten of one wijk."""
    spreads = {populatie: spreads_within(of(populatie, heard)) for populatie in Populatie}
    scores = []
    for each in heard:
        bewoners, klanten = (straat_groep(what, spreads[populatie], normen) for populatie, what in each.of.items())
        scores.append(Score(of_straat(each.straat), bewoners, klanten, normen))
    return scores
