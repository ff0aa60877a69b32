"""How the scores of a meetronde are published: closed, counted, divided into cellen, and written down for ever."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from app.domain.antwoorden import Fout
from app.domain.betrouwbaarheid import NORMEN, Normen
from app.errors import ChangedMeanwhile, InvalidInput
from app.gebieden import list_wijken
from app.models import Gebruiker, Meetronde, Publicatie, Vaststelling
from app.opruimingen import is_cleared
from app.overzichten.heard import Populatie, by_wijk, hear
from app.respons import wijk_respons
from app.statements import insert_once
from app.vaststelling.cellen import NOTHING, Cellen, divide_rest, divide_wijk, from_json, to_json
from app.vaststelling.documents import (
    Document,
    Gepubliceerd,
    whole_document,
    wijk_document,
    write_totaal,
    write_wijk,
)
from app.vaststelling.messages import MeetrondescoresOut
from app.vaststelling.withheld import as_before, straten_as_before
from app.vaststelling.writing import Maatstaf, write_drempels

WHOLE = ""
"""In the place of a wijk's code: the meetronde as a whole."""


@dataclass(frozen=True)
class Verdeeld:
    """A meetronde divided into what can be told: of each wijk, and of the rest only as a part of the whole."""

    wijken: Sequence[Gepubliceerd]
    rest: Cellen

    @property
    def by_code(self) -> dict[str, Cellen]:
        return {wijk.wijk.code: wijk.cellen for wijk in self.wijken} | {WHOLE: self.rest}


Progress = Callable[[int, int], None]
"""Told after each wijk: how many are done, of how many."""


def publish(
    session: Session,
    meetronde: Meetronde,
    coordinator: Gebruiker,
    version: int,
    reason: str = "",
    *,
    threshold: int,
    normen: Normen = NORMEN,
    progress: Progress = lambda _done, _all: None,
) -> Vaststelling:
    """Close the meetronde and publish its scores as this version.

    All figures are of one moment: who hands in an interview meanwhile waits, and then hears that the meetronde is
    closed. Raises ChangedMeanwhile when a colleague was first, and InvalidInput when there is nothing to publish, when
    a correction has no reason, or when it would change too little and so tell on a few people.
    """
    # Whoever stores an interview holds this row too, by its foreign key: they are done before we count.
    session.exec(select(Meetronde).where(Meetronde.code == meetronde.code).with_for_update()).one()
    _require_next(session, meetronde, version, reason.strip())
    require_complete(session, meetronde)
    if meetronde.closed_at is None:
        meetronde.closed_at, meetronde.closed_by_id = datetime.now(UTC), coordinator.id
    session.add(meetronde)
    maatstaf = Maatstaf(threshold, normen)
    vaststelling = Vaststelling(
        meetronde_code=meetronde.code,
        version=version,
        published_at=datetime.now(UTC),
        coordinator_id=coordinator.id,
        reason=reason.strip(),
        threshold=threshold,
        drempels=write_drempels(maatstaf).model_dump(),
    )
    before = cellen_of(session, meetronde.code, version - 1)
    verdeeld = divide_meetronde(session, meetronde, before, threshold)
    require_enough(verdeeld, before, threshold)
    _store(session, meetronde, vaststelling, verdeeld, maatstaf, progress)
    return vaststelling


def divide_meetronde(session: Session, meetronde: Meetronde, before: Mapping[str, Cellen], threshold: int) -> Verdeeld:
    """Every wijk of the meetronde by name, with what can be told of it after what was told `before`."""
    heard = by_wijk(hear(session, meetronde))
    respons = wijk_respons(session, meetronde)
    rest = before.get(WHOLE, NOTHING)
    wijken = []
    for wijk in list_wijken(session):
        straten = heard.get(wijk.code, [])
        cellen = divide_wijk(straten, threshold, before.get(wijk.code, NOTHING), rest)
        wijken.append(Gepubliceerd(wijk, straten, cellen, respons[wijk.code]))
    return Verdeeld(wijken, divide_rest([(wijk.straten, wijk.cellen) for wijk in wijken], threshold, rest))


def _require_next(session: Session, meetronde: Meetronde, version: int, reason: str) -> None:
    latest = session.exec(
        select(Vaststelling.version)
        .where(Vaststelling.meetronde_code == meetronde.code)
        .order_by(col(Vaststelling.version).desc())
    ).first()
    if version != (latest or 0) + 1:
        raise ChangedMeanwhile(
            f"Versie {version} kan nu niet: de laatste versie is {latest or 'er nog niet'}. Bekijk eerst wat er is."
        )
    if latest and not reason:
        fault = Fout("reden", "Schrijf op waarom er een nieuwe versie komt. Iedereen kan dat lezen.")
        raise InvalidInput("De cijfers zijn niet gepubliceerd.", faults=[fault])


def require_complete(session: Session, meetronde: Meetronde) -> None:
    """Raises InvalidInput when something of which the figures are made was kept no longer."""
    if is_cleared(session, meetronde):
        raise InvalidInput(
            "De bewaartermijn van deze meetronde is voorbij: de interviews of de deuren zijn opgeruimd. Nieuwe cijfers "
            "zouden niet kloppen. Wat al is gepubliceerd, blijft staan."
        )


def require_enough(verdeeld: Verdeeld, before: Mapping[str, Cellen], threshold: int) -> None:
    """Raises InvalidInput when there is nothing to tell, or, after an earlier version, hardly anything new."""
    heard = [each.of[populatie] for wijk in verdeeld.wijken for each in wijk.straten for populatie in Populatie]
    if not any(each.interviews for each in heard):
        raise InvalidInput("Er zijn geen interviews die meetellen. Er valt niets te publiceren.")
    by_code = verdeeld.by_code
    if not any(told for cellen in by_code.values() for told in cellen.values()):
        raise InvalidInput(
            f"Nergens zijn er {threshold} antwoorden op dezelfde vraag, of ze zijn bijna allemaal gelijk. Publiceren "
            "zou verraden wat mensen hebben geantwoord."
        )
    if before and all(to_json(cellen) == to_json(before.get(code, NOTHING)) for code, cellen in by_code.items()):
        raise InvalidInput(
            f"Er is te weinig veranderd voor een nieuwe versie. In ten minste één gebied moeten er {threshold} "
            "interviews anders zijn; anders verraadt het verschil wat een paar mensen hebben geantwoord."
        )


def cellen_of(session: Session, meetronde_code: str, version: int, wijk_code: str | None = None) -> dict[str, Cellen]:
    """What a version was made of by the code of each wijk, or of one; under `WHOLE` the rest."""
    query = select(Publicatie.wijk_code, Publicatie.cellen).where(
        Publicatie.meetronde_code == meetronde_code, Publicatie.version == version
    )
    if wijk_code is not None:
        query = query.where(Publicatie.wijk_code == wijk_code)
    return {code: from_json(kept) for code, kept in session.exec(query)}


def _store(
    session: Session,
    meetronde: Meetronde,
    vaststelling: Vaststelling,
    verdeeld: Verdeeld,
    maatstaf: Maatstaf,
    progress: Progress,
) -> None:
    if not insert_once(session, Vaststelling, vaststelling.model_dump()):
        raise ChangedMeanwhile("Iemand anders heeft deze versie net gepubliceerd. Bekijk eerst wat er is.")
    before = _version_before(session, vaststelling)
    written = []
    for done, wijk in enumerate(verdeeld.wijken, start=1):
        straten = straten_as_before(write_wijk(wijk, maatstaf), before)
        written.append(straten)
        session.add(_gebied(vaststelling, wijk.wijk.code, wijk_document(meetronde, vaststelling, straten), wijk.cellen))
        progress(done, len(verdeeld.wijken))
    totaal = write_totaal(meetronde, verdeeld.wijken, verdeeld.rest, maatstaf)
    if before:
        totaal = as_before(totaal, [before.totaal])
    document = whole_document(meetronde, vaststelling, totaal, written)
    session.add(_gebied(vaststelling, WHOLE, document, verdeeld.rest))
    session.flush()


def _version_before(session: Session, vaststelling: Vaststelling) -> MeetrondescoresOut | None:
    key = vaststelling.meetronde_code, vaststelling.version - 1, WHOLE
    kept = session.get(Publicatie, key)
    return MeetrondescoresOut.model_validate_json(Document(kept.document, kept.etag).written) if kept else None


def _gebied(vaststelling: Vaststelling, wijk_code: str, document: Document, cellen: Cellen) -> Publicatie:
    return Publicatie(
        meetronde_code=vaststelling.meetronde_code,
        version=vaststelling.version,
        wijk_code=wijk_code,
        cellen=to_json(cellen),
        document=document.zipped,
        etag=document.etag,
    )
