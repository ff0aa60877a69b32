"""What the phone keeps: every address must be there, belong to this edition, and name each file it needs."""

import json
import re

import pytest

from app.web.release import RELEASE, STATIC, STATIC_PREFIX
from app.web.telefoon.zonder_netwerk import kept_files, kept_pages

PHONE = STATIC / "telefoon"


def test_the_worker_is_never_kept_and_knows_what_to_keep(client):
    answer = client.get("/service-worker.js")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"].startswith("text/javascript")
    known = dict(re.findall(r"^const (UITGAVE|BESTANDEN|PAGINAS) = (.*);$", answer.text, re.MULTILINE))
    assert json.loads(known["UITGAVE"]) == RELEASE
    assert json.loads(known["BESTANDEN"]) == kept_files()
    assert json.loads(known["PAGINAS"]) == kept_pages()
    assert "GET" in answer.text


def test_everything_that_is_kept_can_be_fetched_by_a_linked_phone(as_bilal):
    for path in [*kept_files(), *kept_pages()]:
        assert as_bilal.get(path).status_code == 200, path
    for path in kept_pages():
        assert as_bilal.get(path).headers["wijkpeil-uitgave"] == RELEASE, path


def test_a_refusal_is_of_this_edition_too_but_no_page_to_keep(client):
    answer = client.get("/telefoon")
    assert (answer.status_code, answer.headers["wijkpeil-uitgave"]) == (401, RELEASE)


def test_the_manifest_makes_it_installable():
    manifest = json.loads((PHONE / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["lang"], manifest["start_url"], manifest["display"]) == ("nl", "/telefoon", "standalone")
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    assert any(icon.get("purpose") == "maskable" for icon in manifest["icons"])
    for icon in manifest["icons"]:
        assert (PHONE / icon["src"]).resolve().exists(), icon["src"]


@pytest.mark.parametrize("path", kept_pages())
def test_no_module_waits_for_another_to_be_read_first(as_bilal, path):
    """A module that is not named in the page is fetched only when the one that needs it is there."""
    page = as_bilal.get(path).text
    named = set(re.findall(rf'{STATIC_PREFIX}/telefoon/([\w-]+)\.js"', page))
    scripts = set(re.findall(rf'<script type="module" src="{STATIC_PREFIX}/telefoon/([\w-]+)\.js"', page))
    needed, to_read = set(), scripts
    while to_read:
        needed |= to_read
        imported = {
            name
            for module in to_read
            for name in re.findall(r'from "\./([\w-]+)\.js"', (PHONE / f"{module}.js").read_text(encoding="utf-8"))
        }
        to_read = imported - needed
    assert needed <= named, needed - named
