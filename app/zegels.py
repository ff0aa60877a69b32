"""What a phone sealed when it was finished: only we can open it, whoever finds the phone.

A seal is a JWE in its compact form (RFC 7516; ECDH-ES on P-256, A256GCM). In it is what a phone's file would hold: the
message, with the id it is sent under, so that it cannot be handed in as another one; and under `concept` what the phone
needs to improve a reply.
"""

import json
from datetime import timedelta
from typing import Any

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, GuestProtocol
from pydantic_core import from_json
from sqlmodel import Session, col, func, select

from app.domain.antwoorden import Fout
from app.errors import InvalidInput
from app.models import Zegelsleutel

_REGISTRY = jwe.JWERegistry(algorithms=["ECDH-ES", "A256GCM"])
"""Nothing else is opened, and nothing that was compressed: it could be a thousand times as large as it looks."""

_REGISTRY.max_ciphertext_length = 4 * 1024**2  # as much as is let in: the library's own limit is less than an interview


Sleutelbos = dict[str, ECKey]
"""Keys by their `kid`, which is the thumbprint of the key (RFC 7638) and so never of another: phones send thousands of
seals for one key."""


def public_key(session: Session) -> dict[str, str]:
    """What a phone seals with: the public half of the newest key, by the names of RFC 7517."""
    newest = session.exec(select(Zegelsleutel).order_by(col(Zegelsleutel.made_at).desc()).limit(1)).one()
    return {name: newest.jwk[name] for name in ("kty", "crv", "x", "y")} | {"kid": newest.kid}


def open_seal(session: Session, seal: str | bytes, known: Sleutelbos) -> dict[str, Any]:
    """What is in a seal, still unchecked; raises InvalidInput when it cannot be opened. The phone keeps it then.

    A key that is not among the known ones is looked up, and is known from then on.
    """

    def find_key(guest: GuestProtocol) -> ECKey:
        return _find_key(session, guest.headers().get("kid"), known)

    try:
        content = _read(jwe.decrypt_compact(seal, find_key, registry=_REGISTRY).plaintext or b"")
    except (JoseError, LookupError, TypeError, ValueError, AttributeError, AssertionError, RecursionError):
        # A library that reads what a stranger made stumbles in many ways.
        raise _refused(NOT_WHOLE) from None
    if not isinstance(content, dict):
        raise _refused(NOT_WHOLE)
    return content


def open_record(session: Session, seal: str | bytes, record_id: str, known: Sleutelbos) -> dict[str, Any]:
    """The same of a seal that is handed in under this id; raises InvalidInput when it was made for another."""
    content = open_seal(session, seal, known)
    if str(content.get("id")).lower() != record_id.lower():
        raise _refused(NOT_WHOLE)
    return content


def list_keys(session: Session) -> list[dict[str, Any]]:
    """Every key with its private half, to be kept where no phone and no visitor comes."""
    return [key.jwk | {"kid": key.kid} for key in session.exec(select(Zegelsleutel).order_by(col(Zegelsleutel.kid)))]


def read_keys(content: bytes) -> list[dict[str, Any]]:
    """The keys as `list_keys` gave them, from a file; raises InvalidInput when it holds something else."""
    try:
        keys = json.loads(content)
    except ValueError:
        keys = None
    if not isinstance(keys, list) or not keys or not all(isinstance(key, dict) for key in keys):
        raise InvalidInput(NO_KEY)
    return keys


def bring_in(session: Session, jwk: dict[str, Any]) -> bool:
    """Add a key that this database does not have; whether it was new. Raises InvalidInput when it is none."""
    try:
        key = ECKey.import_key({name: jwk[name] for name in ("kty", "crv", "x", "y", "d")})
    except (JoseError, KeyError, ValueError, TypeError):
        raise InvalidInput(NO_KEY) from None
    kid = key.thumbprint()
    if session.get(Zegelsleutel, kid) is not None:
        return False
    # Older than any that is here: phones go on sealing with the key of this database.
    oldest = session.exec(select(func.min(Zegelsleutel.made_at))).one()
    made_at = oldest - timedelta(seconds=1)
    session.add(Zegelsleutel(kid=kid, jwk=key.as_dict(private=True), made_at=made_at))
    return True


def _find_key(session: Session, kid: Any, known: Sleutelbos) -> ECKey:
    if kid not in known:
        # PostgreSQL refuses to look for text that it cannot hold.
        found = session.get(Zegelsleutel, kid) if isinstance(kid, str) and kid.isprintable() else None
        if found is None:
            raise _refused(NOT_OURS)
        known[found.kid] = ECKey.import_key(found.jwk)
    return known[kid]


NOT_OURS = (
    "Dit is verzegeld met een sleutel die deze Wijkpeil niet heeft. Laat het op de telefoon staan en vertel het de "
    "beheerder. Die leest de sleutel in met `wijkpeil zegelsleutel --inlezen`."
)
NO_KEY = "Dit is geen zegelsleutel. Geef het bestand dat `wijkpeil zegelsleutel` schreef."
NOT_WHOLE = (
    "Dit zegel is niet heel, of hoort bij iets anders. Laat het op de telefoon staan en vertel het de coördinator."
)


def _read(plaintext: bytes) -> Any:
    """What it says; raises ValueError for what could not be told to the phone again: too deep, or no number of JSON."""
    content = from_json(plaintext)
    json.dumps(content, allow_nan=False)
    return content


def _refused(message: str) -> InvalidInput:
    return InvalidInput("Het bericht is niet opgeslagen.", faults=[Fout("zegel", message)])
