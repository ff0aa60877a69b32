"""The certificate by which browsers know us, seen as a browser sees it."""

import socket
import ssl
from datetime import UTC, datetime

PATIENCE_SECONDS = 5


def certificate_ends_at(host: str, port: int, trust: ssl.SSLContext | None = None) -> datetime:
    """Until when the certificate at this address is valid.

    Raises ssl.SSLCertVerificationError when a browser would not believe it, and OSError when nobody answers.
    """
    context = trust or ssl.create_default_context()
    with (
        socket.create_connection((host, port), timeout=PATIENCE_SECONDS) as connection,
        context.wrap_socket(connection, server_hostname=host) as encrypted,
    ):
        certificate = encrypted.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
