"""What the framework found wrong with a request, or with a record in a file, in Dutch and with what to do."""

from collections.abc import Sequence

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from app.domain.antwoorden import Fout

_MESSAGES = {
    "missing": "Dit veld ontbreekt. Vul het in.",
    "extra_forbidden": "Dit veld kennen we niet. Laat het weg.",
    "json_invalid": "Dit is geen geldige JSON. Kijk of er een haakje, komma of aanhalingsteken ontbreekt.",
    "uuid_parsing": "Dit is geen geldig UUID. Stuur 36 tekens, zoals 278cff10-f784-5c98-95ce-d916bed53cdc.",
    "uuid_type": "Dit is geen geldig UUID. Stuur 36 tekens, zoals 278cff10-f784-5c98-95ce-d916bed53cdc.",
    "int_parsing": "Geef een heel getal.",
    "int_type": "Geef een heel getal, zonder aanhalingstekens.",
    "int_from_float": "Geef een heel getal.",
    "bool_parsing": "Geef true of false.",
    "string_type": "Geef tekst.",
    "string_pattern_mismatch": "Dit heeft niet de goede vorm. Kijk naar het voorbeeld in de documentatie van de API.",
    "dict_type": "Geef een JSON-object.",
    "model_attributes_type": "Geef een JSON-object.",
    "model_type": "Geef een JSON-object.",
    "timezone_aware": "Zet de tijdzone erbij, zoals 2026-09-10T10:00:00Z.",
    "date_from_datetime_parsing": "Geef een datum, zoals 2026-09-10.",
}
_DATETIME = "Geef een moment met tijdzone, zoals 2026-09-10T10:00:00Z."
_OTHER = "Deze waarde klopt niet. De documentatie van de API zegt wat hier mag staan."


def explain_faults(error: RequestValidationError | ValidationError) -> list[Fout]:
    """Every fault, naming the field by the path a sender would look for it under."""
    # Of a record in a file the framework does not say where it stood.
    place = () if isinstance(error, RequestValidationError) else ("record",)
    return [
        Fout(_path((*place, *fault["loc"])), _message(fault["type"], fault.get("ctx", {}))) for fault in error.errors()
    ]


def _path(location: Sequence[str | int]) -> str:
    # The first part is where it stood (body, query, path): said only when there is nothing more precise. Behind
    # "body" may also stand a position in broken JSON, which names no field.
    place, *parts = location
    if not parts or isinstance(parts[0], int):
        return str(place)
    return ".".join(str(part) for part in parts)


def _message(kind: str, context: dict[str, object]) -> str:
    match kind:
        case "enum" | "literal_error":
            return f"Kies uit: {str(context.get('expected', '')).replace(' or ', ' of ')}."
        case "greater_than_equal":
            return f"Geef {context.get('ge')} of meer."
        case "less_than_equal":
            return f"Geef hoogstens {context.get('le')}."
        case "string_too_long":
            return f"Maak dit korter: hoogstens {context.get('max_length')} tekens."
        case _ if kind.startswith(("datetime", "date_from")):
            return _MESSAGES.get(kind, _DATETIME)
        case _:
            return _MESSAGES.get(kind, _OTHER)
