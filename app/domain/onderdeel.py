"""The parts of a report whose words a coordinator may change."""

from enum import StrEnum


class Onderdeel(StrEnum):
    """A part of the report, in the order in which it is read; the last stands on the card for residents."""

    INLEIDING = "inleiding"
    AANPAK = "aanpak"
    SAMENREDZAAMHEID = "samenredzaamheid"
    LEEFBAARHEID = "leefbaarheid"
    ZELFREDZAAMHEID = "zelfredzaamheid"
    PARTICIPATIE = "participatie"
    TEVREDENHEID = "tevredenheid"
    BEKENDHEID = "bekendheid"
    GRENZEN = "grenzen"
    VERVOLG = "vervolg"
    KAART = "kaart"
