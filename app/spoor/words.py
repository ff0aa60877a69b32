"""What was found about the chain, in Dutch."""

from collections.abc import Iterator

from app.domain.keten import Gebrek
from app.spoor.checking import Controle


def in_words(controle: Controle) -> str:
    """Whether the chain fits, and otherwise where it does not first."""
    kop = controle.bevinding.kop
    return " ".join(_faults(controle)) or f"Alles past, tot en met schakel {kop.number}."


def _faults(controle: Controle) -> Iterator[str]:
    number = controle.bevinding.at
    match controle.bevinding.gebrek:
        case Gebrek.ONTBREEKT:
            yield f"Schakel {number} ontbreekt."
        case Gebrek.WEG:
            yield f"De regel van schakel {number} is weg."
        case Gebrek.VERANDERD:
            yield f"Schakel {number} past niet: de regel of de hash is veranderd."
        case Gebrek.VERHANGEN:
            yield f"Schakel {number} past niet aan de vorige: daar is iets veranderd, weggehaald of tussen gezet."
    for kop in controle.lost:
        yield f"Schakel {kop.number} is niet meer zoals hij eerder is genoteerd: het eind is weg of opnieuw gemaakt."
