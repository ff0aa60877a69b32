"""Encrypting a backup to a public key, in the format of age: the server can make backups, but not read them."""

import os
import sys
import tempfile
from collections.abc import Sequence
from io import BufferedWriter
from pathlib import Path

import pyrage
from pyrage import x25519

from app.errors import Failure, InvalidInput

FIRST_BYTES = b"age-encryption.org/v1"

STANDARD = Path("-")
"""Instead of a file: what is given to the command. So a secret need not come into the file system of the server."""

Recipients = Sequence[x25519.Recipient]


def read_recipients(text: str) -> Recipients:
    """The public keys in this text, with spaces or commas between them; raises InvalidInput for what is none."""
    try:
        return [x25519.Recipient.from_str(each) for each in text.replace(",", " ").split()]
    except pyrage.RecipientError as error:
        raise InvalidInput(
            "WIJKPEIL_BACKUP_KEY is geen publieke sleutel. Die begint met age1; `wijkpeil backup-sleutel` maakt er een."
        ) from error


def seal(plain: Path, sealed: Path, recipients: Recipients) -> None:
    """Write an encrypted copy, to a file that is not there yet and that only its owner can read.

    Raises Failure when there is no room for it.
    """
    with plain.open("rb") as source, _new_private_file(sealed) as target:
        try:
            pyrage.encrypt_io(source, target, recipients)
        except pyrage.EncryptError as error:
            raise Failure(
                f"De back-up is niet te schrijven ({error}). Maak ruimte in {sealed.parent}. De oudere staan er nog."
            ) from error


def unseal(sealed: Path, plain: Path, identity_file: Path) -> None:
    """Write a readable copy; raises InvalidInput when the key is not the right one or the file is not whole, Failure
    when there is no room for it.
    """
    identities = _read_identities(identity_file)
    with sealed.open("rb") as source, _new_private_file(plain) as target:
        try:
            pyrage.decrypt_io(source, target, identities)
        except pyrage.DecryptError as error:
            raise InvalidInput(
                "Deze sleutel past niet op deze back-up. Neem de geheime sleutel die hoort bij WIJKPEIL_BACKUP_KEY "
                "van toen. Er is niets veranderd."
            ) from error
        except OSError as error:
            if error.errno is not None:  # the system complains, not who decrypts
                raise Failure(
                    f"De leesbare kopie is niet te schrijven ({error}). Maak ruimte in {tempfile.gettempdir()}, of "
                    "kies met TMPDIR een andere plek. Er is niets veranderd."
                ) from error
            raise InvalidInput("Deze back-up is beschadigd. Neem een andere. Er is niets veranderd.") from error


def make_key(file: Path) -> str:
    """Write a new secret key to a file that is not there yet, and return the public key that belongs to it."""
    identity = x25519.Identity.generate()
    public = str(identity.to_public())
    write_private_file(file, f"# public key: {public}\n{identity}\n".encode())
    return public


def write_private_file(file: Path, content: bytes, otherwise: str = "Kies een plek waar dat mag.") -> None:
    """Write a secret to a file that is not there yet, for its owner's eyes only; raises InvalidInput when it cannot."""
    try:
        with _new_private_file(file) as target:
            target.write(content)
    except FileExistsError as error:
        raise InvalidInput(f"{file} bestaat al. Kies een andere naam: een sleutel overschrijven we nooit.") from error
    except OSError as error:
        raise InvalidInput(f"{file} is niet te schrijven ({error.strerror}). {otherwise}") from error


def read_secret(file: Path) -> bytes:
    """What is in a file, or given to the command where it is called `-`; raises InvalidInput when it cannot be read."""
    try:
        return sys.stdin.read().encode(errors="replace") if file == STANDARD else file.read_bytes()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{_name(file)} is niet te lezen ({error}). Klopt de naam, en mag u erbij?") from error


def _name(file: Path) -> str:
    return "De standaardinvoer" if file == STANDARD else str(file)


def _read_identities(file: Path) -> Sequence[x25519.Identity]:
    content = read_secret(file)
    try:
        lines = content.decode().split("\n")
        found = [x25519.Identity.from_str(line.strip()) for line in lines if line.strip() and not line.startswith("#")]
    except (pyrage.IdentityError, UnicodeDecodeError):
        found = []
    if not found:
        raise InvalidInput(f"{_name(file)} is geen geheime sleutel. Die begint met AGE-SECRET-KEY-1.")
    return found


def _new_private_file(file: Path) -> BufferedWriter:
    return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
