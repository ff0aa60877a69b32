"""An answer that does not change: with a strong ETag, and 304 for whoever has it already.

A strong ETag stands for these very bytes, so packed and unpacked have one each, and no middleware may pack it after us.
"""

import gzip
from collections.abc import Callable

from fastapi import Request, Response

FOR_ALL = "Accept-Encoding"
"""What an answer depends on that is the same for every visitor."""

FOR_ONE = f"Accept, {FOR_ALL}, Authorization, Cookie"
"""What an answer depends on that not everybody gets, or not in the same form."""


def lasting_answer(
    request: Request,
    fingerprint: str,
    media_type: str,
    caching: str,
    *,
    zipped: Callable[[], bytes],
    depends_on: str = FOR_ONE,
) -> Response:
    """The answer with this fingerprint; `zipped` makes its bytes, and is only asked for them when they are needed."""
    takes_gzip = "gzip" in request.headers.get("accept-encoding", "")  # as the packing of all other answers decides
    etag = f'"{fingerprint}{"-gzip" if takes_gzip else ""}"'
    headers = {"ETag": etag, "Cache-Control": caching, "Vary": depends_on}
    if _has_already(request, etag):
        return Response(status_code=304, headers=headers)
    if takes_gzip:
        headers["Content-Encoding"] = "gzip"
        return Response(zipped(), media_type=media_type, headers=headers)
    return Response(gzip.decompress(zipped()), media_type=media_type, headers=headers)


def _has_already(request: Request, etag: str) -> bool:
    """RFC 9110, 13.1.2: compared weakly, for a proxy may have weakened what it keeps."""
    known = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    return etag in known or "*" in known
