"""Every table, and what becomes of its rows: which term they have, or why they have none."""

from collections.abc import Mapping

from sqlmodel import SQLModel

from app.domain.bewaartermijn import Bewaarsoort
from app.models import (
    Aanleiding,
    Antwoord,
    ApiSleutel,
    Backup,
    Beoordeling,
    Botsing,
    Contactpoging,
    Correctie,
    Doel,
    Fragment,
    Gebruiker,
    Heropening,
    Herstelcode,
    Huishoudens,
    Indeling,
    Ingezien,
    Inlogpoging,
    Interview,
    Inzage,
    Inzet,
    Ketencontrole,
    Koppelcode,
    Meetronde,
    Noodcode,
    Opmerking,
    Opruiming,
    Opruimpost,
    Portiek,
    Publicatie,
    Rapporttekst,
    Reactie,
    Referentiecijfer,
    Samenvoeging,
    Schakel,
    Sessie,
    Spoor,
    Straat,
    Telstand,
    Thema,
    Toestel,
    Toestemmingstekst,
    Uitvoer,
    Uitzondering,
    Vaststelling,
    Verzamelnaam,
    Weglating,
    Wijk,
    Zegelsleutel,
)

OF_INTERVIEW: tuple[type[SQLModel], ...] = (
    Verzamelnaam,
    Fragment,
    Aanleiding,
    Botsing,
    Reactie,
    Beoordeling,
    Correctie,
    Weglating,
    Opmerking,
    Antwoord,
)
"""What hangs on an interview and goes with it, in the order in which it can: what points to another comes first."""

TERMS: Mapping[type[SQLModel], Bewaarsoort] = {
    **dict.fromkeys((Interview, *OF_INTERVIEW, Indeling, Telstand), Bewaarsoort.INTERVIEWS),
    Contactpoging: Bewaarsoort.DEUREN,
    Uitvoer: Bewaarsoort.UITVOER,
    **dict.fromkeys((Toestel, Koppelcode, Herstelcode, Sessie), Bewaarsoort.TOEGANG),
}
"""With which kind the rows of a table go. Of open text it is not rows that go but words: see `removing`."""

_PLACE, _ACCOUNT = "zegt niets over een mens", "blijft tot het account wordt verwijderd"
_DECISION = "een besluit over het onderzoek; van wie het account weg is, staat er geen naam meer bij"

STAYS: Mapping[type[SQLModel], str] = {
    **dict.fromkeys((Wijk, Straat, Portiek, Uitzondering, Huishoudens, Doel, Thema, Referentiecijfer), _PLACE),
    **dict.fromkeys((Meetronde, Heropening, Samenvoeging, Vaststelling), _DECISION),
    Toestemmingstekst: "de woorden van een vraag, geen antwoord",
    **dict.fromkeys((Gebruiker, Inzet, Noodcode), _ACCOUNT),
    ApiSleutel: "hoort bij een ander systeem, en interviews die zo binnenkwamen verwijzen ernaar",
    Publicatie: "is gepubliceerd, en wijst niemand aan",
    Rapporttekst: "hoort bij een rapport, en is voor lezers geschreven",
    Inlogpoging: "staat er als afdruk, en gaat vanzelf weg na een uur",
    Backup: "welke back-ups er zijn; die hebben hun eigen termijn",
    Zegelsleutel: "telefoons kunnen er nog zegels van hebben",
    **dict.fromkeys((Spoor, Schakel, Ketencontrole), "zegt welke regels veranderden, nooit wat er stond of staat"),
    **dict.fromkeys((Inzage, Ingezien), "wie een interview zag, moet na te gaan zijn; na het account zonder naam"),
    **dict.fromkeys((Opruiming, Opruimpost), "bewijst dat er is opgeruimd; wat er stond, staat er niet in"),
}
"""The other tables, and why nothing goes from them when time passes."""
