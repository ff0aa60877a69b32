"""How a passage of an open answer is marked: with what it is about, and whether it may be quoted."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, delete, select

from app.citaten.themas import find_thema
from app.domain.antwoorden import OPEN_CODE, Fout
from app.domain.citaat import find_passage
from app.errors import InvalidInput, NotFound
from app.models import Antwoord, Fragment, Indeling, Interview, Thema, Verzamelnaam
from app.tellingen import COUNTING


def mark(
    session: Session,
    interview_id: UUID,
    vraag: str,
    passage: str,
    themas: Collection[str],
    *,
    near: int = 0,
    is_citaat: bool = False,
) -> Fragment:
    """Mark a passage, of several places in the answer the one nearest to `near`; a second time adds to the first.

    Raises NotFound when there is no such answer that counts, and InvalidInput when the passage is not in it or no
    theme was chosen.
    """
    answer = _find_answer(session, interview_id, vraag)
    place = find_passage(answer, passage, near)
    faults = [] if themas else [Fout("thema", "Kies een of meer thema’s.")]
    if place is None:
        faults.insert(0, Fout("passage", "Deze woorden staan zo niet in het antwoord. Neem ze er letterlijk uit over."))
    chosen = [find_thema(session, code) for code in themas]
    if faults or place is None:
        raise InvalidInput("De passage is niet gemarkeerd.", faults=faults)
    text = answer[slice(*place)]
    fragment = _same(session, interview_id, vraag, place[0], text)
    if fragment is None:
        fragment = Fragment(interview_id=interview_id, vraag=vraag, place=place[0], text=text)
        session.add(fragment)
        session.flush()
    fragment.is_citaat = fragment.is_citaat or is_citaat
    _file_under(session, fragment, chosen)
    return fragment


def find_fragment(session: Session, fragment_id: UUID) -> Fragment:
    """This fragment; raises NotFound, also when a colleague took it away meanwhile."""
    if (fragment := session.get(Fragment, fragment_id)) is None:
        raise NotFound("Deze markering is er niet meer. Misschien heeft een collega haar net weggehaald.")
    return fragment


def change_fragment(session: Session, fragment: Fragment, themas: Collection[str], *, is_citaat: bool) -> None:
    """Put it under these themes and no others; raises InvalidInput without any, and NotFound."""
    if not themas:
        fault = Fout("thema", "Kies een of meer thema’s, of haal de markering weg.")
        raise InvalidInput("De markering is niet gewijzigd.", faults=[fault])
    chosen = [find_thema(session, code) for code in themas]
    session.exec(delete(Indeling).where(col(Indeling.fragment_id) == fragment.id))
    _file_under(session, fragment, chosen)
    fragment.is_citaat = is_citaat


def remove_fragment(session: Session, fragment: Fragment) -> None:
    """Take the mark away; the answer stays as it is."""
    _remove(session, [fragment.id])


def forget(session: Session, interview_id: UUID, vraag: str | None = None) -> None:
    """Leave nothing of what was marked in an answer, or in any answer of the interview: for text that goes for good."""
    fragments = select(Fragment.id).where(Fragment.interview_id == interview_id)
    names = delete(Verzamelnaam).where(col(Verzamelnaam.interview_id) == interview_id)
    if vraag is not None:
        fragments, names = fragments.where(Fragment.vraag == vraag), names.where(col(Verzamelnaam.vraag) == vraag)
    _remove(session, session.exec(fragments).all())
    session.exec(names)


def _find_answer(session: Session, interview_id: UUID, vraag: str) -> str:
    query = (
        select(Antwoord.text)
        .join(Interview, col(Interview.id) == Antwoord.interview_id)
        .where(Antwoord.interview_id == interview_id, Antwoord.vraag == vraag, Antwoord.code == OPEN_CODE)
        .where(col(Interview.status).in_(COUNTING))
        # Held: who withdraws the interview waits, and then takes what was marked with it.
        .with_for_update(read=True, key_share=True, of=Interview)
    )
    if (text := session.exec(query).first()) is None:
        raise NotFound("Dit antwoord is er niet, of het telt niet mee.")
    return text


def _same(session: Session, interview_id: UUID, vraag: str, place: int, text: str) -> Fragment | None:
    query = select(Fragment).where(Fragment.interview_id == interview_id, Fragment.vraag == vraag)
    return session.exec(query.where(Fragment.place == place, Fragment.text == text)).first()


def _file_under(session: Session, fragment: Fragment, themas: Collection[Thema]) -> None:
    known = set(session.exec(select(Indeling.thema_code).where(Indeling.fragment_id == fragment.id)))
    new = {thema.code for thema in themas} - known
    session.add_all(Indeling(fragment_id=fragment.id, thema_code=code) for code in sorted(new))
    session.flush()


def _remove(session: Session, fragment_ids: Collection[UUID]) -> None:
    session.exec(delete(Indeling).where(col(Indeling.fragment_id).in_(fragment_ids)))
    session.exec(delete(Fragment).where(col(Fragment.id).in_(fragment_ids)))
