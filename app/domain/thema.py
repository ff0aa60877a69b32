"""The four themes of the study. What else a passage may be about, people add themselves."""

from enum import StrEnum


class Hoofdthema(StrEnum):
    """A theme that is always there, in the order of a report, by its code."""

    SAMENREDZAAMHEID = "samenredzaamheid"
    LEEFBAARHEID = "leefbaarheid"
    ZELFREDZAAMHEID = "zelfredzaamheid"
    PARTICIPATIE = "participatie"
