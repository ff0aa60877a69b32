"""The tables, in reading order: where, when, who, and what was said.

SQLModel does not validate table classes; the questionnaire and the wire models do. What must never be in the
database, whoever writes, is forbidden here by CHECK, UNIQUE and FOREIGN KEY.
"""

from app.domain.respons import Contactuitkomst
from app.models.said import (
    Antwoord,
    Beoordeling,
    Botsing,
    Contactpoging,
    Interview,
    Status,
    Telstand,
)
from app.models.when import Doel, Huishoudens, Meetronde
from app.models.where import Portiek, Straat, Wijk
from app.models.who import ApiSleutel, Gebruiker, Inzet, Koppelcode, Rol, Sessie, Toestel

__all__ = [
    "Antwoord",
    "ApiSleutel",
    "Beoordeling",
    "Botsing",
    "Contactpoging",
    "Contactuitkomst",
    "Doel",
    "Gebruiker",
    "Huishoudens",
    "Interview",
    "Inzet",
    "Koppelcode",
    "Meetronde",
    "Portiek",
    "Rol",
    "Sessie",
    "Status",
    "Straat",
    "Telstand",
    "Toestel",
    "Wijk",
]
