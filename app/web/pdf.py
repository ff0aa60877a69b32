"""A page as a PDF: tagged for who listens to it, with nothing in it but what is in the page and our own files."""

import logging
import mimetypes

from app.errors import NotInstalled
from app.web.release import STATIC, STATIC_PREFIX

OWN = "https://wijkpeil.invalid"
"""Where a page for paper seems to come from: a name that can never lead anywhere (RFC 2606)."""

logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of every property meant for the screen only
logging.getLogger("fontTools").setLevel(logging.ERROR)


def make_pdf(html: str) -> bytes:
    """The PDF of a page written for paper; its language and title are those of the page.

    Raises NotInstalled where the library for it, Pango, is not on the machine.
    """
    # Only now: it takes half a second, and where Pango is missing everything else must go on.
    try:
        from weasyprint import HTML  # type: ignore[import-untyped]
        from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]
    except OSError as error:
        raise NotInstalled(
            "Een PDF maken kan op deze server niet: Pango ontbreekt. Open de pagina, kies Afdrukken in uw browser, en "
            "kies daar “Opslaan als PDF”."
        ) from error

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        """Our own static files and nothing else: whatever the page names, no address is visited."""

        def fetch(self, url: str, _headers: object = None) -> object:
            file = (STATIC / url.removeprefix(f"{OWN}{STATIC_PREFIX}/")).resolve()
            if not url.startswith(f"{OWN}{STATIC_PREFIX}/") or not file.is_relative_to(STATIC.resolve()):
                raise ValueError(f"Not one of our files: {url}")
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})

    document = HTML(string=html, base_url=f"{OWN}/", url_fetcher=OwnFiles())
    written: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return written
