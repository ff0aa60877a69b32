"""Sealing as a phone does it, with the library of the server."""

import json
from typing import Any

from joserfc import jwe
from joserfc.jwk import ECKey

SEALED = {"Content-Type": "application/jose"}


def seal(key: dict[str, Any], content: Any) -> str:
    """A seal on this to a public key."""
    header = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": key["kid"]}
    return jwe.encrypt_compact(header, json.dumps(content), ECKey.import_key(key), ["ECDH-ES", "A256GCM"])
