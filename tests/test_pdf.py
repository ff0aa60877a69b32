"""A page as a PDF: for everybody to read, with our own files and nothing from elsewhere."""

import sys
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.errors import NotInstalled
from app.web.pdf import make_pdf
from app.web.release import STATIC_PREFIX
from tests import provide

PAGE = f"""<!doctype html><html lang="nl"><head><title>Proef</title>
<link rel="stylesheet" href="{STATIC_PREFIX}/rapport.css">
<link rel="stylesheet" href="https://elsewhere.invalid/tracking.css">
<link rel="stylesheet" href="{STATIC_PREFIX}/../main.py"></head>
<body><article class="rapport"><h1>Eén wijk</h1><p>Tussen 2,7 en 3,3 → nu</p>
<img src="file:///etc/hostname" alt="weg"></article></body></html>"""


@pytest.fixture
def _pango() -> None:
    """What lays out the text. Without it the PDF is loudly skipped at home and fails in CI."""
    try:
        import weasyprint  # noqa: F401
    except OSError:
        (pytest.fail if provide.IN_CI else pytest.skip)("No Pango: install the package `libpangoft2-1.0-0`.")


@pytest.mark.usefixtures("_pango")
def test_a_pdf_has_a_language_a_title_tags_and_our_own_letters():
    document = PdfReader(BytesIO(make_pdf(PAGE)))
    root = document.trailer["/Root"]
    assert (root["/Lang"], document.metadata.title, root["/MarkInfo"]["/Marked"]) == ("nl", "Proef", True)
    text = document.pages[0].extract_text()
    assert "Eén wijk" in text
    assert "bladzijde 1 van 1" in text
    fonts = [str(font.get_object()["/BaseFont"]) for font in document.pages[0]["/Resources"]["/Font"].values()]
    assert any("Atkinson" in font for font in fonts), fonts
    assert document.metadata.author is None


def test_where_pango_is_missing_people_hear_how_to_do_without(tmp_path, monkeypatch):
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango-1.0-0')")
    for name in [each for each in sys.modules if each.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(NotInstalled, match="Opslaan als PDF"):
        make_pdf(PAGE)
