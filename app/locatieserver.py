"""The straten of a part of the Netherlands, asked of the national address search: the PDOK Locatieserver, version 3.1.

Asked only when a coordinator does, and told nothing but codes of the CBS. A street itself (`weg`) carries no code of a
wijk, so its addresses are gone through: they do.
"""

import re
import time
from collections.abc import Mapping, Sequence
from typing import Annotated

import httpx
from pydantic import BaseModel, Field, ValidationError

from app.domain.antwoorden import Fout
from app.errors import InvalidInput, OtherSystemFails

CBS_CODE = r"WK[0-9]{4}[0-9A-Z]{2}|BU[0-9]{4}[0-9A-Z]{4}"
"""A wijk or a buurt as the CBS codes them: the municipality, and two or four characters."""

PAGE = 100
"""How many addresses there are in one answer: more it does not give."""

MOST_ADDRESSES = 25_000
"""No wijk has more; a code that gives more is another than was meant, or would keep somebody waiting."""

PATIENCE = 10.0
"""How many seconds one answer may take, and six times that all of them."""

UNREACHABLE = (
    "De adressendienst van PDOK {what}. Er is niets veranderd. Probeer het later nog eens, of lees een bestand in."
)


class Address(BaseModel):
    """What is asked of an address: its street, and the 16 digits of that in the BAG, as text for the zero in front.

    An address that lacks either says nothing about a street.
    """

    straatnaam: str = ""
    openbareruimte_id: Annotated[str, Field(pattern=r"^([0-9]{16})?$")] = ""


class Response(BaseModel):
    """A part of all addresses that there are."""

    num_found: Annotated[int, Field(alias="numFound", ge=0)]
    docs: list[Address]


class Answer(BaseModel):
    """The answer as it travels; what else stands in it is nothing to us."""

    response: Response


def read_codes(text: str) -> list[str]:
    """The codes in what somebody typed, however they are separated; raises InvalidInput for anything else."""
    codes = [code.upper() for code in re.split(r"[\s,;]+", text) if code]
    if not codes or not all(re.fullmatch(CBS_CODE, code) for code in codes):
        message = "Schrijf codes van het CBS, zoals WK050507 voor een wijk of BU05050800 voor een buurt."
        raise InvalidInput("Er is niets opgezocht.", faults=[Fout("codes", message)])
    return list(dict.fromkeys(codes))


def look_up_straten(address: str, codes: Sequence[str], patience: float = PATIENCE) -> Mapping[str, str]:
    """The names of all streets with an address in these wijken and buurten, by their id in the BAG, by name.

    `address` is that of the service. Raises InvalidInput when it knows no addresses there or too many, and
    OtherSystemFails when it cannot be reached, answers too late, or answers something that we do not understand.
    """
    found: dict[str, str] = {}
    read, deadline = 0, time.monotonic() + 6 * patience
    with httpx.Client(timeout=patience, headers={"User-Agent": "Wijkpeil"}) as client:
        while True:
            part = _ask(client, address, codes, read)
            if not 0 < part.num_found <= MOST_ADDRESSES:
                raise InvalidInput("Er is niets opgezocht.", faults=[_number_fault(part.num_found)])
            named = [each for each in part.docs if each.straatnaam and each.openbareruimte_id]
            found |= {each.openbareruimte_id: each.straatnaam for each in named}
            read += len(part.docs)
            if read >= part.num_found and found:
                return dict(sorted(found.items(), key=lambda street: (street[1], street[0])))
            if not part.docs:
                raise OtherSystemFails(UNREACHABLE.format(what="gaf niet alle adressen"))
            if time.monotonic() > deadline:
                raise OtherSystemFails(UNREACHABLE.format(what="is nu te traag"))


def _ask(client: httpx.Client, address: str, codes: Sequence[str], start: int) -> Response:
    any_code = " OR ".join(f"{'wijkcode' if code.startswith('WK') else 'buurtcode'}:{code}" for code in codes)
    asked: dict[str, str | int] = {
        "fq": f"type:adres AND ({any_code})",
        "fl": "straatnaam,openbareruimte_id",
        "rows": PAGE,
        "start": start,
    }
    try:
        answer = client.get(f"{address}/free", params=asked)
        answer.raise_for_status()
        return Answer.model_validate_json(answer.content).response
    except httpx.TimeoutException:
        raise OtherSystemFails(UNREACHABLE.format(what="antwoordt niet op tijd")) from None
    except httpx.HTTPStatusError as error:
        raise OtherSystemFails(UNREACHABLE.format(what=f"geeft een fout ({error.response.status_code})")) from None
    except (httpx.HTTPError, httpx.InvalidURL):
        raise OtherSystemFails(UNREACHABLE.format(what="is niet te bereiken")) from None
    except ValidationError:
        raise OtherSystemFails(UNREACHABLE.format(what="gaf een antwoord dat we niet begrijpen")) from None


def _number_fault(count: int) -> Fout:
    if count:
        message = f"Onder deze codes staan {count} adressen. Kies een kleiner gebied: hoogstens {MOST_ADDRESSES}."
    else:
        message = "PDOK kent geen adressen onder deze codes. Kijk ze na op de kaart van het CBS."
    return Fout("codes", message)
