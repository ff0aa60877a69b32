"""What in an open answer points at one person: a number, an address, or a name after “mevrouw” or “buurman”.

A pattern finds what is written the usual way; it proves nothing, and what it misses is still for a reader to see. False
alarms cost more than misses: whoever is warned in vain stops looking. So a name needs a capital, a postcode a house
number beside it, and a BSN its check digit.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from app.domain.reden import Reden

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

# Ten digits from a 0 or behind +31, in groups of two or more; or any number that says of which country it is.
_A_DAY = r"(?!\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d\b)"
_PHONE = re.compile(
    r"(?<![\w+])(?<!\d[-./])(?:"
    rf"{_A_DAY}\(?0[1-9]\d{{0,2}}\)?(?:[ .-]{{0,3}}\d{{2,}})+"
    r"|(?:\+|00)\d{2}[ .-]?(?:\(0\))?[ .-]?\d{1,3}(?:[ .-]?\d{2,})+"
    r")(?!\d)"
)
_DUTCH_DIGITS, _FOREIGN_DIGITS = 10, range(10, 16)

_NO_POSTCODE = "(?!SA|SD|SS)"
_POSTCODE = rf"[1-9]\d{{3}}(?: ?{_NO_POSTCODE}[A-Z]{{2}}|(?!kg|km|cm|mm|ml|gb|mb|pk)[a-z]{{2}})\b"
_HOUSE = r"\d{1,4}(?:[ -]?[a-zA-Z])?\b"
_ADDRESS = re.compile(
    rf"\b{_POSTCODE}[\s,]*(?:(?:op|huis)?(?:nummer|nr\.?)\s*)?{_HOUSE}|\b[A-Z][\w.]+ {_HOUSE}[\s,]*(?:in )?{_POSTCODE}"
)

# The Dutch series with a letter group in the middle or twice; no series of today has a vowel. A postcode looks like
# the two oldest series written in one, so those need their hyphens. RDW, "Hoe lees ik een kenteken?".
_L, _D = "[BCDFGHJKLMNPQRSTVWXYZ]", r"\d"
_SERIES = [(_L * 2, _D * 2, _L * 2), (_L * 2, _L * 2, _D * 2), (_D * 2, _L * 2, _L * 2), (_D * 2, _L * 2, _D * 2),
           (_D * 2, _L * 3, _D), (_D, _L * 3, _D * 2), (_L * 2, _D * 3, _L), (_L, _D * 3, _L * 2), (_L * 3, _D * 2, _L),
           (_L, _D * 2, _L * 3), (_D, _L * 2, _D * 3), (_D * 3, _L * 2, _D)]  # fmt: skip
_OLD_SERIES = [(_L * 2, _D * 2, _D * 2), (_D * 2, _D * 2, _L * 2)]
_PLATE = re.compile(
    r"(?<![\w-])(?=[A-Z\d-]{6,8}(?![\w-]))(?:"
    + "|".join(
        chain(
            ("-".join(groups) for groups in _SERIES + _OLD_SERIES),
            ("".join(groups) for groups in _SERIES),
        )
    )
    + r")(?![\w-])"
)
_PLATE_BY_WORD = re.compile(r"(?i:\bkenteken)(?:plaat)?\W{1,3}(?:is )?([\w-]{6,8})\b")

_NINE_DIGITS = re.compile(r"(?<![\w.,-])(?:\d{4}[ .]\d{2}[ .]\d{3}|\d{3}[ .]?\d{3}[ .]?\d{3})(?![\w-])")

_FULL_TITLES = "mevrouw|meneer|mijnheer|de heer|buurman|buurvrouw|buurmeisje|buurjongen|familie|dokter|juf|juffrouw"
_FULL_TITLES += "|meester|oma|opa|tante|oom"
_SHORT_TITLES = "mevr|mw|dhr|hr|fam|dr"
_BETWEEN = r"(?:(?:van|von|de|den|der|het|'t|’t|ten|ter|te|el|al|ben|bin|la|le|du|da|dos)[ -]){0,3}"
_SURNAME = r"(?P<name>[^\W\d_](?:[\w’'-]*\w)?)"
_NAME = re.compile(
    rf"\b(?:(?i:{_FULL_TITLES})\s|(?i:{_SHORT_TITLES})\b\.?\s?"
    rf"|(?i:mijn naam is|(?:ik|hij|zij|ze|man|vrouw|zoon|dochter) heet)\s)(?i:{_BETWEEN}){_SURNAME}"
)
_NO_NAME = frozenset({
    "Ik", "Hij", "Zij", "Ze", "We", "Wij", "Het", "De", "Een", "Dat", "Die", "Dit", "En", "Maar", "U", "Er", "Ja",
    "Nee", "Wijk", "Als", "Dan", "Want", "Ook", "Niet", "Heel", "Veel",
})  # fmt: skip
_PLACE = re.compile(r"(?:straat|weg|laan|plein|singel|kade|park|pad|hof|school|flat)$")


def find_persoonsgegevens(text: str) -> list[Reden]:
    """What this text seems to hold, each once, the gravest first; empty for a text that points at nobody."""
    return sorted(dict.fromkeys(reden for reden, _ in find_pieces(text)), key=lambda reden: -reden.weight)


def find_pieces(text: str) -> list[tuple[Reden, str]]:
    """Each piece of this text that seems to point at somebody, with what it seems to be."""
    found, left = [], text
    for reden, search in _SEARCHES.items():
        for begin, end in list(search(left)):  # an e-mail address is no name as well, and a phone number no BSN
            found.append((reden, text[begin:end]))
            left = left[:begin] + "·" * (end - begin) + left[end:]
    return found


Places = Iterator[tuple[int, int]]


def _emails(text: str) -> Places:
    return (match.span() for match in _EMAIL.finditer(text))


def _phones(text: str) -> Places:
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\(0\)|\D", "", match[0])
        is_foreign = match[0].startswith(("+", "00"))
        if len(digits) in _FOREIGN_DIGITS if is_foreign else len(digits) == _DUTCH_DIGITS:
            yield match.span()


def _addresses(text: str) -> Places:
    return (match.span() for match in _ADDRESS.finditer(text))


def _plates(text: str) -> Places:
    for match in _PLATE.finditer(text):
        yield match.span()
    for match in _PLATE_BY_WORD.finditer(text):
        if _PLATE.fullmatch(match[1].upper()):
            yield match.span(1)


def _bsns(text: str) -> Places:
    for match in _NINE_DIGITS.finditer(text):
        if passes_eleven_test(re.sub(r"\D", "", match[0])):
            yield match.span()


def _names(text: str) -> Places:
    for match in _NAME.finditer(text):
        if match["name"][0].isupper() and match["name"] not in _NO_NAME and not _PLACE.search(match["name"]):
            yield match.span()


def passes_eleven_test(digits: str) -> bool:
    """Whether these nine digits can be a BSN: 9 times the first, 8 times the second, to 2 times the eighth, less the
    ninth, is a multiple of eleven. Of all other numbers one in eleven can too.
    """
    *leading, check = (int(digit) for digit in digits)
    weighted = sum(weight * digit for weight, digit in zip(range(9, 1, -1), leading, strict=True))
    return weighted > 0 and (weighted - check) % 11 == 0


_SEARCHES: Mapping[Reden, Callable[[str], Places]] = {
    Reden.EMAIL: _emails,
    Reden.TELEFOON: _phones,
    Reden.ADRES: _addresses,
    Reden.KENTEKEN: _plates,
    Reden.BSN: _bsns,
    Reden.NAAM: _names,
}
"""In this order: what is found is taken out before the next is looked for."""

IN_WORDS: Mapping[Reden, str] = {
    Reden.EMAIL: "een e-mailadres",
    Reden.TELEFOON: "een telefoonnummer",
    Reden.ADRES: "een adres",
    Reden.KENTEKEN: "een kenteken",
    Reden.BSN: "een burgerservicenummer",
    Reden.NAAM: "de naam van iemand",
}
"""What each is called to whoever typed it."""
