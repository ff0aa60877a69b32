"""The tables, in reading order: where, when, who, what was said, what was marked in it, what was told of it, and what
others measured.

SQLModel does not validate table classes; the questionnaire and the wire models do. What must never be in the
database, whoever writes, is forbidden here by CHECK, UNIQUE and FOREIGN KEY.
"""

from app.domain.reden import Reden
from app.domain.respons import Contactuitkomst
from app.models.elsewhere import Eenheid, Referentiecijfer
from app.models.marked import Fragment, Indeling, Thema, Verzamelnaam
from app.models.said import (
    Aanleiding,
    Antwoord,
    Beoordeling,
    Botsing,
    Contactpoging,
    Interview,
    Status,
    Telstand,
)
from app.models.told import Publicatie, Rapporttekst, Vaststelling
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
    "Doel",
    "Eenheid",
    "Fragment",
    "Gebruiker",
    "Heropening",
    "Huishoudens",
    "Indeling",
    "Interview",
    "Inzet",
    "Koppelcode",
    "Meetronde",
    "Portiek",
    "Publicatie",
    "Rapporttekst",
    "Reden",
    "Referentiecijfer",
    "Rol",
    "Sessie",
    "Status",
    "Straat",
    "Telstand",
    "Thema",
    "Toestel",
    "Vaststelling",
    "Verzamelnaam",
    "Wijk",
]
