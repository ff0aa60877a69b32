"""The house as a whole: who may come in, what a page may hold, and whether the papers agree with the building."""

import base64
import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.routing import iter_route_contexts

import app
from app.errors import CATALOGUE
from app.main import create_app
from app.settings import Settings
from app.web.pages import HTMX_CDN, HTMX_INTEGRITY, HTMX_OWN
from app.web.release import RELEASE, STATIC, STATIC_PREFIX

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "app" / "templates").rglob("*.html"))
SOURCES = sorted((ROOT / "app").rglob("*.py"))


def test_every_route_names_its_visitor():
    from app import security

    visitors = {
        security.anyone,
        security.coordinator,
        security.own_sessie,
        security.half_logged_in,
        security.interviewer,
        security.linked_toestel,
        security.any_visitor,
        security.interview_sender,
    }
    routes = _routes()
    assert len(routes) > 30
    for route in routes:
        named = [
            dependency.call
            for dependency in route.dependant.dependencies
            if dependency.call in visitors or "coordinator_or_key" in getattr(dependency.call, "__qualname__", "")
        ]
        assert len(named) == 1, f"{route.path} names {len(named)} visitors"


def test_few_addresses_are_open_to_all():
    from app import security

    open_to_all = {
        route.path for route in _routes() if security.anyone in [each.call for each in route.dependant.dependencies]
    }
    assert open_to_all == {
        "/",
        "/inloggen",
        "/intrekken",
        "/koppelen/{code}",
        "/herstel/{code}",
        "/service-worker.js",
        "/telefoon/geen-verbinding",
        "/telefoon/uitgelogd",
        "/publicaties",
        "/publicaties/{meetronde}",
        "/publicaties/{meetronde}/wijken/{wijk}",
        "/gezond",
        "/gereed",
        "/api/v1/openapi.json",
        "/api/v1/documentatie",
        "/api/v1/gegevenswoordenboek",
    }


def test_what_changes_something_comes_from_our_own_pages():
    from app.security import require_same_origin

    for route in _routes():
        if (route.methods or set()) - {"GET", "HEAD"}:
            assert require_same_origin in [each.call for each in route.dependant.dependencies], route.path


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_has_no_inline_script_or_style(template):
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|\|\s*safe", text)
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script, script


@pytest.mark.parametrize("path", ["/inloggen", "/nergens", "/api/v1/wijken", f"{STATIC_PREFIX}/wijkpeil.css"])
def test_every_answer_has_a_strict_policy(client, path):
    policy = client.get(path).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert HTMX_CDN in policy
    assert "https://cdn.jsdelivr.net " not in policy, "the whole address of the file, never the host alone"


def test_a_file_may_be_kept_forever_under_the_name_of_its_edition_only(client):
    assert "immutable" in client.get(f"{STATIC_PREFIX}/wijkpeil.css").headers["cache-control"]
    assert client.get("/static/older/wijkpeil.css").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/inloggen", f"{STATIC_PREFIX}/wijkpeil.css", "/static/older/wijkpeil.css"])
def test_every_answer_says_of_which_edition_it_is(client, path):
    """Under an older name too: a phone must not keep our file among those of the edition that it asked for."""
    assert client.get(path).headers["wijkpeil-uitgave"] == RELEASE


def test_htmx_is_what_its_hash_says():
    digest = hashlib.sha384((STATIC / HTMX_OWN.removeprefix(STATIC_PREFIX).lstrip("/")).read_bytes()).digest()
    assert f"sha384-{base64.b64encode(digest).decode()}" == HTMX_INTEGRITY


def test_a_problem_has_one_shape_for_programs_and_one_for_people(client):
    body = client.get("/api/v1/nergens").json()
    assert body.keys() == {"type", "title", "status", "detail"}
    page = client.get("/nergens")
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert body["detail"] in page.text


def test_every_problem_has_a_name_of_its_own():
    slugs = [problem.slug for problem in CATALOGUE]
    assert len(slugs) == len(set(slugs))
    assert all(re.fullmatch(r"[a-z-]+", slug) for slug in slugs)


def test_the_rooms_keep_to_their_floors():
    done = subprocess.run([_bin("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_woordenlijst_and_the_code_belong_together():
    rows = re.findall(r"^\| (\w+) \| ([\w ]*)\| (.+) \|$", (ROOT / "docs/woordenlijst.md").read_text(), re.MULTILINE)[
        1:
    ]
    words = [word for word, *_ in rows]
    assert words == sorted(words, key=lambda word: word.replace("ö", "o"))
    assert len(words) >= 30
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES).lower()
    assert [word for word in words if word.replace("ö", "o") not in code] == []
    tables = {
        table
        for path in (ROOT / "app/models").glob("*.py")
        for table in re.findall(r"^class (\w+)\(SQLModel", path.read_text(), re.MULTILINE)
    }
    assert len(tables) >= 16
    known = {form.strip() for word, plural, _ in rows for form in (word, plural)} | {"sessie", "apisleutel"}
    assert {table.lower() for table in tables} <= known


def test_files_and_functions_stay_small():
    for path in SOURCES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 280, path


def test_the_changelog_holds_the_version():
    newest = re.search(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest is not None
    assert newest[1] == app.__version__


def test_the_readme_tells_the_commands_that_exist():
    readme, makefile = (ROOT / "README.md").read_text(), (ROOT / "Makefile").read_text()
    for target in re.findall(r"`?make ([a-z]+)", readme + (ROOT / "CONTRIBUTING.md").read_text()):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    helped = subprocess.run([_bin("wijkpeil"), "--help"], capture_output=True, text=True, check=True).stdout
    for command in re.findall(r"wijkpeil ([a-z-]+)", "\n".join(re.findall(r"```\n(.*?)```", readme, re.DOTALL))):
        assert command in helped, command
    for link in re.findall(r"\]\(([^)#]+)\)", readme):
        assert link.startswith("https://") or (ROOT / link).exists(), link


def test_the_build_runs_what_the_readme_says():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    commands = [line for line in script.read_text().splitlines() if line.startswith("make ")]
    assert commands == ["make check", "make test"]


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_with_hashes_and_names_no_address(name):
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "--index-url" not in text
    for pinned in re.split(r"\n(?=[a-z])", re.sub(r"(?m)^\s*#.*\n", "", text).strip()):
        assert "==" in pinned.splitlines()[0], pinned
        assert "--hash=sha256:" in pinned, pinned


def test_a_production_start_has_no_default_secrets():
    compose = (ROOT / "docker-compose.yml").read_text()
    for name in re.findall(r"\$\{(\w*PASSWORD\w*)([^}]*)\}", compose):
        assert name[1].startswith(":?"), name
    example = (ROOT / ".env.example").read_text()
    assert re.search(r"^POSTGRES_PASSWORD=$", example, re.MULTILINE)


def _routes():
    return [route for route in iter_route_contexts(_app().routes) if not route.path.startswith("/static")]


def _app():
    return create_app(Settings(_env_file=None, DATABASE_URL="sqlite://"))


def _bin(name: str) -> str:
    return str(Path(sys.executable).parent / name)
