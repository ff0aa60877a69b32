"""An invented interview that the bewoner withdrew: what is left of one."""

from datetime import UTC, datetime, timedelta
from uuid import uuid5

from sqlmodel import Session

from app.domain.vragenlijst import Soort
from app.interviews import Afzender, Inzending, receive
from app.intrekkingen import withdraw
from app.models import Gebruiker, Meetronde, Straat
from app.vragenlijsten import newest_vragenlijst

INTREKCODE = "merel-kasteel-4821"


def hold_and_withdraw(session: Session, meetronde: Meetronde, straat: Straat, interviewer: Gebruiker) -> None:
    """Somebody takes part, and thinks better of it."""
    started_at = datetime.combine(meetronde.starts_on, datetime.min.time(), UTC) + timedelta(days=9, hours=13)
    antwoorden = {"toestemming": "ja", "prettig_wonen": "prettig", "bekendheid": "van_naam", "overlast": ["geluid"],
                  "schoon": 5, "veilig": 6, "gezellig": 6, "straatladder": 2, "leefbaarheidsladder": 3}  # fmt: skip
    inzending = Inzending(
        id=uuid5(straat.id, "ingetrokken"),
        soort=Soort.STRAAT,
        vragenlijst_version=newest_vragenlijst(Soort.STRAAT).version,
        meetronde_code=meetronde.code,
        straat_id=straat.id,
        portiek_id=None,
        started_at=started_at,
        finished_at=started_at + timedelta(minutes=5),
        antwoorden=antwoorden,
        intrekcode=INTREKCODE,
    )
    receive(session, inzending, Afzender(interviewer_id=interviewer.id))
    withdraw(session, INTREKCODE)
