"""A QR code within a page."""

import segno
from markupsafe import Markup


def as_qr(text: str) -> Markup:
    """A text as a picture that a camera reads: no style and no script in it, for our policy would block those."""
    qr = segno.make_qr(text, error="m")
    return Markup(qr.svg_inline(omitsize=True, svgclass=None, lineclass=None))  # noqa: S704 -- drawn by us
