"""The tables, in reading order: where, when, who, what was said, what was marked in it, what was told of it, what
others measured, which backups there are, and the keys that phones seal with.

SQLModel does not validate table classes; the questionnaire and the wire models do. What must never be in the
database, whoever writes, is forbidden here by CHECK, UNIQUE and FOREIGN KEY.
"""

from app.domain.reden import Reden
from app.domain.respons import Contactuitkomst
from app.models.cleared import Opruiming, Opruimpost
from app.models.elsewhere import Eenheid, Referentiecijfer
from app.models.handed_out import Formaat, Uitvoer, Vorm
from app.models.kept import Backup
from app.models.marked import Fragment, Indeling, Thema, Verzamelnaam
from app.models.reviewed import Beoordeling, Correctie, Opmerking, Reactie, Weglating
from app.models.said import (
    Aanleiding,
    Antwoord,
    Botsing,
    Contactpoging,
    Interview,
    Status,
    Telstand,
    Toestemmingstekst,
)
from app.models.sealed import Zegelsleutel
from app.models.told import Publicatie, Rapporttekst, Vaststelling
from app.models.traced import Ingezien, Inzage, Ketencontrole, Schakel, Spoor
from app.models.when import Doel, Heropening, Huishoudens, Meetronde, Uitzondering
from app.models.where import Portiek, Samenvoeging, Straat, Wijk
from app.models.who import (
    ApiSleutel,
    Gebruiker,
    Herstelcode,
    Inlogpoging,
    Inzet,
    Koppelcode,
    Noodcode,
    Rol,
    Sessie,
    Toestel,
)

__all__ = [
    "Aanleiding",
    "Antwoord",
    "ApiSleutel",
    "Backup",
    "Beoordeling",
    "Botsing",
    "Contactpoging",
    "Contactuitkomst",
    "Correctie",
    "Doel",
    "Eenheid",
    "Formaat",
    "Fragment",
    "Gebruiker",
    "Heropening",
    "Herstelcode",
    "Huishoudens",
    "Indeling",
    "Ingezien",
    "Inlogpoging",
    "Interview",
    "Inzage",
    "Inzet",
    "Ketencontrole",
    "Koppelcode",
    "Meetronde",
    "Noodcode",
    "Opmerking",
    "Opruiming",
    "Opruimpost",
    "Portiek",
    "Publicatie",
    "Rapporttekst",
    "Reactie",
    "Reden",
    "Referentiecijfer",
    "Rol",
    "Samenvoeging",
    "Schakel",
    "Sessie",
    "Spoor",
    "Status",
    "Straat",
    "Telstand",
    "Thema",
    "Toestel",
    "Toestemmingstekst",
    "Uitvoer",
    "Uitzondering",
    "Vaststelling",
    "Verzamelnaam",
    "Vorm",
    "Weglating",
    "Wijk",
    "Zegelsleutel",
]
