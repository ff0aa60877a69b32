"""What a passage may be about: the four themes of the study, and our own."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel import Session, select

from app.domain.antwoorden import Fout
from app.domain.codes import code_after
from app.domain.thema import Hoofdthema
from app.errors import InvalidInput, NotFound
from app.models import Thema

NAME_LENGTH = 60


def list_themas(session: Session, *, with_retired: bool = False) -> list[Thema]:
    """The themes one can choose: first the four of the study, then our own by name."""
    query = select(Thema) if with_retired else select(Thema).where(Thema.retired_at == None)  # noqa: E711 -- SQL
    return sorted(session.exec(query), key=_place)


def find_thema(session: Session, code: str) -> Thema:
    """This theme, also when it was retired; raises NotFound."""
    if (thema := session.get(Thema, code)) is None:
        raise NotFound(f"Er is geen thema “{code}”. Kies er een uit de lijst.")
    return thema


def add_thema(session: Session, name: str) -> Thema:
    """A theme of our own; raises InvalidInput."""
    name = name.strip()
    thema = Thema(code=code_after(name), name=name)
    _refuse("Het thema is niet toegevoegd.", _faults(session, thema, name))
    session.add(thema)
    session.flush()
    return thema


def rename_thema(session: Session, thema: Thema, name: str) -> None:
    """Call a theme of our own otherwise: what was marked with it stays. Raises InvalidInput."""
    faults = _faults(session, thema, name.strip(), is_known=True)
    _refuse("Het thema is niet gewijzigd.", _own_faults(thema) or faults)
    thema.name = name.strip()


def retire_thema(thema: Thema) -> None:
    """Choose it no more; what was marked with it stays and counts. Raises InvalidInput for one of the four."""
    _refuse("Het thema is niet gestopt.", _own_faults(thema))
    thema.retired_at = thema.retired_at or datetime.now(UTC)


def take_back_thema(thema: Thema) -> None:
    """Let a retired theme be chosen again."""
    thema.retired_at = None


def is_own(thema: Thema) -> bool:
    """Whether somebody here added it."""
    return thema.code not in set(Hoofdthema)


def _place(thema: Thema) -> tuple[int, str]:
    codes: Sequence[str] = list(Hoofdthema)
    return (codes.index(thema.code) if thema.code in codes else len(codes), thema.name.casefold())


def _faults(session: Session, thema: Thema, name: str, *, is_known: bool = False) -> list[Fout]:
    if not 1 <= len(name) <= NAME_LENGTH or not code_after(name):
        return [Fout("naam", f"Vul een naam in van hoogstens {NAME_LENGTH} tekens, met ten minste één letter.")]
    for other in list_themas(session, with_retired=True):
        is_other = other.code != thema.code or not is_known
        if is_other and (other.name.casefold() == name.casefold() or other.code == thema.code):
            return [Fout("naam", f"Dit lijkt te veel op het thema “{other.name}”. Kies een andere naam.")]
    return []


def _own_faults(thema: Thema) -> list[Fout]:
    return [] if is_own(thema) else [Fout("naam", "Dit is een van de vier thema’s van het onderzoek. Die staan vast.")]


def _refuse(message: str, faults: list[Fout]) -> None:
    if faults:
        raise InvalidInput(message, faults=faults)
