"""The tables, in reading order: where, when, who, what was said, what came of looking at it, what was told
of it, and what others measured.

SQLModel does not validate table classes; the questionnaire and the wire models do. What must never be in the
database, whoever writes, is forbidden here by CHECK, UNIQUE and FOREIGN KEY.
"""

from app.domain.reden import Reden
from app.domain.respons import Contactuitkomst
from app.models.elsewhere import Eenheid, Referentiecijfer
from app.models.reviewed import Beoordeling, Correctie, Opmerking, Reactie, Weglating
from app.models.said import (
    Aanleiding,
    Antwoord,
    Botsing,
    Contactpoging,
    Interview,
    Status,
    Telstand,
)
from app.models.told import Publicatie, Vaststelling
from app.models.when import Doel, Heropening, Huishoudens, Meetronde
from app.models.where import Portiek, Straat, Wijk
from app.models.who import ApiSleutel, Gebruiker, Inzet, Koppelcode, Rol, Sessie, Toestel

__all__ = [
    "Aanleiding",
    "Antwoord",
    "ApiSleutel",
    "Beoordeling",
    "Botsing",
    "Contactpoging",
    "Contactuitkomst",
    "Correctie",
    "Doel",
    "Eenheid",
    "Gebruiker",
    "Heropening",
    "Huishoudens",
    "Interview",
    "Inzet",
    "Koppelcode",
    "Meetronde",
    "Opmerking",
    "Portiek",
    "Publicatie",
    "Reactie",
    "Reden",
    "Referentiecijfer",
    "Rol",
    "Sessie",
    "Status",
    "Straat",
    "Telstand",
    "Toestel",
    "Vaststelling",
    "Weglating",
    "Wijk",
]
