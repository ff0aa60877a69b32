"""The reasons to look at an interview before it is approved, with how much each matters."""

from enum import StrEnum


class Reden(StrEnum):
    """What stands out. Adding one widens a CHECK of the database."""

    BSN = "bsn"
    TELEFOON = "telefoon"
    EMAIL = "email"
    ADRES = "adres"
    KENTEKEN = "kenteken"
    NAAM = "naam"
    REACTIE = "reactie"
    BOTSING = "botsing"
    DUBBEL = "dubbel"
    PERIODE = "periode"
    DEELNAME = "deelname"
    SNEL = "snel"
    KLOK = "klok"
    GELIJK = "gelijk"
    EERDER = "eerder"

    @property
    def weight(self) -> int:
        """How soon somebody should look; the weights of several reasons add up.

        What may point at a person comes first: it does harm for as long as it stands there. Then a reply that somebody
        asked for, then what may be counted wrongly, and last what is odd but often innocent.
        """
        return _WEIGHTS[self]


_WEIGHTS = {
    Reden.BSN: 100,
    Reden.TELEFOON: 80,
    Reden.EMAIL: 80,
    Reden.ADRES: 80,
    Reden.KENTEKEN: 70,
    Reden.NAAM: 60,
    Reden.REACTIE: 55,
    Reden.BOTSING: 50,
    Reden.DUBBEL: 40,
    Reden.PERIODE: 30,
    Reden.DEELNAME: 30,
    Reden.SNEL: 20,
    Reden.KLOK: 10,
    Reden.GELIJK: 5,
    Reden.EERDER: 1,
}
