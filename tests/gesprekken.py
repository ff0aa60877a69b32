"""Interviews to hand in: right in every respect, to be spoiled by a test in one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from app import demo
from app.beoordeling import review
from app.domain.vragenlijst import Soort
from app.interviews import Inzending
from app.models import Gebruiker, Interview, Portiek, Rol, Status, Straat

GRADES = {"schoon": 7, "veilig": 8, "gezellig": 6, "straatladder": 3, "leefbaarheidsladder": 4}
ANTWOORDEN: dict[Soort, dict[str, Any]] = {
    Soort.STRAAT: {
        "toestemming": "ja",
        "prettig_wonen": "prettig",
        "overlast": ["zwerfafval", "geluid"],
        "bekendheid": "zelf_mee_te_maken",
        "cijfer": 9,
        "meer_doen": "Een bankje 🌳",
        **GRADES,
    },
    Soort.PORTIEK: {
        "toestemming": "ja",
        "prettig_wonen": "onprettig",
        "portiek_schoon": 4,
        "bekendheid": "van_naam",
        **GRADES,
    },
    Soort.KLANT: {
        "toestemming": "ja",
        "opdrachtgever": "particulier",
        "diensten": ["praatje", "tuinonderhoud"],
        "cijfer": 8,
        "wachttijd": 2,
        "kent_via": "krant",
        **GRADES,
    },
}


def straat_in(session: Session, wijk_code: str, number: int = 0) -> Straat:
    """One of the straten of this wijk, by name."""
    query = select(Straat).where(Straat.wijk_code == wijk_code).order_by(col(Straat.name))
    return session.exec(query).all()[number]


def portiek_in(session: Session, wijk_code: str) -> Portiek:
    query = select(Portiek).join(Straat).where(Straat.wijk_code == wijk_code).order_by(col(Portiek.id))
    return session.exec(query).all()[0]


def gesprek(straat_id: UUID, soort: Soort = Soort.STRAAT, **changes: Any) -> Inzending:
    """An interview in this straat an hour ago; `antwoorden` are added to right ones, None takes one away."""
    antwoorden = ANTWOORDEN[soort] | changes.pop("antwoorden", {})
    started_at = changes.pop("started_at", datetime.now(UTC) - timedelta(hours=1))
    return replace(
        Inzending(
            id=uuid4(),
            soort=soort,
            vragenlijst_version=1,
            meetronde_code=demo.HERHAALMETING,
            straat_id=straat_id,
            portiek_id=None,
            started_at=started_at,
            finished_at=started_at + timedelta(minutes=5),
            antwoorden={key: answer for key, answer in antwoorden.items() if answer is not None},
        ),
        **changes,
    )


def decide(session: Session, interview_id: UUID, status: Status, remark: str = "Nagekeken.") -> None:
    """A coordinator decides this on an interview, whatever it was until now."""
    interview = session.get_one(Interview, interview_id)
    coordinator = session.exec(select(Gebruiker).where(Gebruiker.role == Rol.COORDINATOR)).first()
    review(session, interview, coordinator, status, remark, seen=interview.revision)
    session.flush()
    session.refresh(interview)
