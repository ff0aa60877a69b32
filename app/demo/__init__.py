"""One invented world: the same streets and people in the demo, the tests and the screenshots.

The streets are real, from public pages. The ten klantinterviews of 2019 are reconstructed: the report of the nulmeting
publishes totals, and these rows are one set of answers that gives exactly those. The referentiecijfers stand in that
report too. Everything else is invented, and the note on each meetronde says so on every page that shows its figures.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session, col, select

from app.demo.gemarkeerd import mark_answers
from app.demo.ingetrokken import hold_and_withdraw
from app.demo.nagekeken import look_through, saying_too_much
from app.demo.verzinsels import invent_antwoorden, invent_doel, invent_households, invent_outcome, plan_interviews
from app.doelen import set_doel
from app.domain.vragenlijst import Soort
from app.gebieden import find_wijk
from app.gebiedenbestand import import_gebieden
from app.interviews import Afzender, Inzending, receive
from app.meetronden import Description, add_meetronde
from app.mensen import add_interviewer
from app.models import (
    ApiSleutel,
    Contactpoging,
    Gebruiker,
    Huishoudens,
    Meetronde,
    Portiek,
    Straat,
)
from app.referentiecijfers import import_referentiecijfers
from app.toegang import Scope, add_coordinator, store_sleutel
from app.vaststelling import publish
from app.vragenlijsten import newest_vragenlijst

ANNA_EMAIL = "anna@example.org"
ANNA_PASSWORD = "demo in de wijk"  # noqa: S105 -- known to everybody, and refused by a production start
DASHBOARD_KEY = "wp_demo-dordt-dashboard"

NULMETING = "nulmeting-2019"
HERHAALMETING = "herhaalmeting-2026"
PUBLISHED_FROM = 10

_HERE = Path(__file__).parent
_NAMESPACE = UUID("8a0c53d4-2f0e-5a53-9e0b-2f6b2f1f7d10")

_MEETRONDEN = {
    NULMETING: Description(
        name="Nulmeting 2019",
        starts_on=date(2019, 9, 1),
        ends_on=date(2019, 11, 30),
        note="Demo: de tien klantinterviews zijn gereconstrueerd uit het rapport van 2020; de straat- en "
        "portiekinterviews en de aantallen huishoudens zijn verzonnen.",
    ),
    HERHAALMETING: Description(
        name="Herhaalmeting 2026",
        starts_on=date(2026, 9, 1),
        note="Demo: alle interviews, doelen en aantallen huishoudens in deze meetronde zijn verzonnen.",
    ),
}


@dataclass(frozen=True)
class World:
    """The people of the invented world, and its two meetronden."""

    anna: Gebruiker
    bilal: Gebruiker
    carla: Gebruiker
    dashboard: ApiSleutel
    nulmeting: Meetronde
    herhaalmeting: Meetronde


def people_and_places(session: Session) -> World:
    """The world before anybody was interviewed: both meetronden are open."""
    import_gebieden(session, (_HERE / "straten.csv").read_text(encoding="utf-8"))
    find_wijk(session, "crabbehof").cbs_codes = ["BU05050800", "BU05050801"]
    find_wijk(session, "wielwijk").cbs_codes = ["WK050507"]
    nulmeting, herhaalmeting = (add_meetronde(session, code, described) for code, described in _MEETRONDEN.items())
    _furnish_straten(session, [nulmeting, herhaalmeting])
    dashboard = store_sleutel(
        session, "Dordt-dashboard", DASHBOARD_KEY, list(Scope), datetime.now(UTC) + timedelta(days=365)
    )
    world = World(
        anna=add_coordinator(session, "Anna", ANNA_EMAIL, ANNA_PASSWORD),
        bilal=add_interviewer(session, "Bilal", [find_wijk(session, "crabbehof")]),
        carla=add_interviewer(session, "Carla", [find_wijk(session, "wielwijk")]),
        dashboard=dashboard,
        nulmeting=nulmeting,
        herhaalmeting=herhaalmeting,
    )
    session.flush()
    return world


def fill(session: Session) -> World:
    """The whole world: the ten of 2019, invented interviews in both meetronden, and figures of others.

    The first meetronde is published.
    """
    world = people_and_places(session)
    import_referentiecijfers(session, (_HERE / "referentiecijfers.csv").read_text(encoding="utf-8"))
    for inzending in reconstructed_interviews(session, NULMETING):
        receive(session, inzending, _interviewer_in(session, world, inzending.straat_id))
    for meetronde, with_klanten in ((world.nulmeting, False), (world.herhaalmeting, True)):
        invented = invented_interviews(session, meetronde, meetronde.code, with_klanten=with_klanten)
        for inzending in saying_too_much(invented) if meetronde is world.herhaalmeting else invented:
            receive(session, inzending, _interviewer_in(session, world, inzending.straat_id))
    _invent_contactpogingen(session, world)
    look_through(session, world.anna, world.bilal, world.herhaalmeting)
    straat = session.exec(select(Straat).where(Straat.wijk_code == "crabbehof").order_by(Straat.name).limit(1)).one()
    hold_and_withdraw(session, world.herhaalmeting, straat, world.bilal)
    mark_answers(session, [NULMETING, HERHAALMETING])
    world.nulmeting.closed_at = datetime(2019, 12, 1, 9, tzinfo=UTC)
    publish(session, world.nulmeting, world.anna, 1, threshold=PUBLISHED_FROM)
    return world


def is_present(session: Session) -> bool:
    """Whether this database holds the demo world, or what is known of it to everybody."""
    return session.exec(select(Gebruiker).where(Gebruiker.email == ANNA_EMAIL)).first() is not None


def reconstructed_interviews(session: Session, meetronde_code: str) -> list[Inzending]:
    """The ten klantinterviews of 2019, as a phone would hand them in for this meetronde."""
    rows: list[dict[str, Any]] = json.loads((_HERE / "klantinterviews-2019.json").read_text(encoding="utf-8"))
    return [_reconstructed(session, row, meetronde_code) for row in rows]


def invented_interviews(
    session: Session, meetronde: Meetronde, seed: str, *, with_klanten: bool
) -> Iterator[Inzending]:
    """A meetronde full of interviews over all straten, as phones would hand them in; the same for the same seed."""
    straten = session.exec(select(Straat).order_by(Straat.wijk_code, Straat.name)).all()
    entrances = {portiek.straat_id: portiek for portiek in session.exec(select(Portiek).order_by(col(Portiek.name)))}
    for number, plan in enumerate(plan_interviews(len(straten), seed, with_klanten=with_klanten)):
        straat = straten[plan.straat]
        started_at = datetime.combine(meetronde.starts_on + timedelta(days=plan.day), plan.time, UTC)
        vragenlijst = newest_vragenlijst(plan.soort)
        yield Inzending(
            id=uuid5(_NAMESPACE, f"{seed} {number}"),
            soort=plan.soort,
            vragenlijst_version=vragenlijst.version,
            meetronde_code=meetronde.code,
            straat_id=straat.id,
            portiek_id=entrances[straat.id].id if plan.soort is Soort.PORTIEK and straat.id in entrances else None,
            started_at=started_at,
            finished_at=started_at + timedelta(minutes=plan.minutes),
            antwoorden=invent_antwoorden(vragenlijst, plan),
            # In 2019 nobody noted when consent was given.
            consent_at=started_at + timedelta(seconds=40) if meetronde.code == HERHAALMETING else None,
        )


def _reconstructed(session: Session, row: dict[str, Any], meetronde_code: str) -> Inzending:
    straat = session.exec(select(Straat).where(Straat.wijk_code == row["wijk"], Straat.name == row["straat"])).one()
    started_at = datetime.combine(date.fromisoformat(row["datum"]), time(10), UTC)
    return Inzending(
        id=UUID(row["id"]),
        soort=Soort(row["soort"]),
        vragenlijst_version=1,
        meetronde_code=meetronde_code,
        straat_id=straat.id,
        portiek_id=None,
        started_at=started_at,
        finished_at=started_at + timedelta(minutes=6),
        antwoorden={"toestemming": "ja"} | row["antwoorden"],
    )


def _furnish_straten(session: Session, meetronden: list[Meetronde]) -> None:
    """Portieken, households and the targets of the herhaalmeting, under ids that are the same in every demo."""
    for number, straat in enumerate(session.exec(select(Straat).order_by(Straat.wijk_code, Straat.name))):
        session.add_all(
            Huishoudens(meetronde_code=meetronde.code, straat_id=straat.id, count=invent_households(number))
            for meetronde in meetronden
        )
        for soort in Soort:
            set_doel(session, meetronden[-1], straat, soort, invent_doel(number, soort))
        if number % 3 != 2:
            session.add_all(
                Portiek(id=uuid5(straat.id, name), straat_id=straat.id, name=name)
                for name in ("Ingang noord", "Ingang zuid")
            )


def _invent_contactpogingen(session: Session, world: World) -> None:
    straten = session.exec(select(Straat).order_by(Straat.wijk_code, Straat.name)).all()
    session.add_all(
        Contactpoging(
            id=uuid5(_NAMESPACE, f"contactpoging {number}"),
            meetronde_code=HERHAALMETING,
            straat_id=straten[number % len(straten)].id,
            interviewer_id=world.bilal.id
            if straten[number % len(straten)].wijk_code == "crabbehof"
            else world.carla.id,
            outcome=invent_outcome(number),
            happened_at=datetime(2026, 9, 2, 14, tzinfo=UTC) + timedelta(hours=7 * number),
        )
        for number in range(240)
    )


def _interviewer_in(session: Session, world: World, straat_id: UUID) -> Afzender:
    straat = session.get_one(Straat, straat_id)
    return Afzender(interviewer_id=world.bilal.id if straat.wijk_code == "crabbehof" else world.carla.id)
