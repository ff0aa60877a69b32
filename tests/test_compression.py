"""What travels is compressed where that helps, and says the same."""

import pytest

from app.web.release import STATIC_PREFIX

TEXTS = ["/inloggen", f"{STATIC_PREFIX}/wijkpeil.css", f"{STATIC_PREFIX}/telefoon/formulier.js", "/service-worker.js"]


@pytest.mark.parametrize("path", [*TEXTS, "/api/v1/openapi.json"])
def test_a_text_is_compressed_and_stays_the_same(client, path):
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    small = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert int(small.headers["Content-Length"]) < int(plain.headers["Content-Length"]) / 1.6
    assert small.content == plain.content
    assert "Accept-Encoding" in small.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]


@pytest.mark.parametrize("path", TEXTS)
def test_head_tells_the_length_that_get_has(client, path):
    get, head = (client.request(method, path, headers={"Accept-Encoding": "gzip"}) for method in ("GET", "HEAD"))
    for name in ("Content-Encoding", "Content-Length", "Vary"):
        assert head.headers[name] == get.headers[name]


@pytest.mark.parametrize("path", [f"{STATIC_PREFIX}/telefoon/pictogram-512.png", "/api/v1/toestel"])
def test_a_picture_or_a_few_words_are_left_as_they_are(client, path):
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.content
    assert "Content-Encoding" not in answer.headers


def test_a_kept_file_is_still_known(client):
    path = TEXTS[1]
    tag = client.get(path, headers={"Accept-Encoding": "gzip"}).headers["ETag"]
    again = client.get(path, headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
