"""The REST API Design Rules of the Dutch government, over the document and over live answers."""

import re

import pytest
from pydantic import TypeAdapter

from app import demo
from app.errors import CATALOGUE
from app.main import create_app
from app.middleware import API_VERSION
from app.settings import Settings
from app.vragenlijsten.xlsform import XLSX

PATHS = [
    "/api/v1/wijken",
    "/api/v1/meetrondes",
    "/api/v1/vragenlijsten/klant-v1",
    "/api/v1/interviews",
    f"/api/v1/meetrondes/{demo.NULMETING}/voorlopig/score",
    "/api/v1/openapi.json",
    "/api/v1/documentatie",
]


@pytest.fixture(scope="module")
def document():
    return create_app(Settings(_env_file=None, DATABASE_URL="sqlite://")).openapi()


@pytest.fixture
def operations(document):
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_the_document_is_open_to_all_and_to_every_website(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.json()["openapi"].startswith("3.1")


def test_the_document_says_who_and_where(document):
    assert document["info"]["version"] == API_VERSION
    assert re.fullmatch(r"\d+\.\d+\.\d+", API_VERSION)
    assert document["info"]["contact"].keys() == {"name", "email"}
    assert all(server["url"].endswith("/api/v1") for server in document["servers"])


def test_names_follow_the_rules(document, operations):
    for path in document["paths"]:
        assert re.fullmatch(r"(/[a-z][a-z-]*|/\{[a-z][a-zA-Z]*\})+", path), path
    for _, _, operation in operations:
        for parameter in operation.get("parameters", []):
            assert re.fullmatch(r"[a-z][a-zA-Z]*", parameter["name"]), parameter
    for schema in document["components"]["schemas"].values():
        for field in schema.get("properties", {}):
            assert re.fullmatch(r"[a-z][a-zA-Z]*", field), field


def test_every_operation_is_described(operations):
    names = [operation["operationId"] for *_, operation in operations]
    assert len(names) == len(set(names))
    for _, method, operation in operations:
        assert method in ("get", "put", "delete")
        assert operation["summary"]
        assert operation["tags"]
        assert all(parameter.get("description") for parameter in operation.get("parameters", []))


def test_no_422_and_problems_as_problem_json(operations):
    for path, _, operation in operations:
        assert "422" not in operation["responses"], path
        for status, response in operation["responses"].items():
            assert "API-Version" in response["headers"]
            assert response["description"] != "Successful Response"
            if status >= "400":
                assert response["content"].keys() == {"application/problem+json"}


def test_every_resource_has_an_example_that_is_right(app, operations, document):
    models = {schema.__name__: schema for schema in _messages()}
    for path, _, operation in operations:
        for status, response in operation["responses"].items():
            assert ("content" in response) == (status not in ("204", "304")), (path, status)
            for kind, content in response.get("content", {}).items():
                if kind in ("text/csv", XLSX):
                    continue
                example, schema = content["example"], content["schema"]
                reference = schema["items"]["$ref"] if schema.get("type") == "array" else schema["$ref"]
                model = models[reference.rpartition("/")[2]]
                expected = list[model] if schema.get("type") == "array" else model
                assert TypeAdapter(expected).validate_python(example), (path, status)


def test_every_answer_to_a_key_may_be_that_it_asks_too_often(operations):
    for path, method, operation in operations:
        assert ("429" in operation["responses"]) == ("security" in operation), (method, path)
    keyed = [operation["responses"]["429"] for _, _, operation in operations if "security" in operation]
    assert keyed
    for response in keyed:
        assert response["headers"].keys() == {"API-Version", "Retry-After"}
        example = response["content"]["application/problem+json"]["example"]
        assert example["type"] == "/api/v1/documentatie#te-veel-verzoeken"


def test_every_operation_says_that_we_may_be_away_and_a_writing_one_that_we_may_be_full(operations):
    for path, method, operation in operations:
        assert "Retry-After" in operation["responses"]["503"]["headers"], (method, path)
        assert ("507" in operation["responses"]) == (method != "get"), (method, path)


def test_nullable_dates_say_that_they_are_dates(document):
    einddatum = document["components"]["schemas"]["MeetrondeOut"]["properties"]["einddatum"]
    assert einddatum["format"] == "date"


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_a_body(as_anna, path):
    get, head = as_anna.get(path), as_anna.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == get.headers["content-type"]
    assert head.headers["content-length"] == get.headers["content-length"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_names_the_version(client, path):
    assert client.get(path).headers["api-version"] == API_VERSION


@pytest.mark.parametrize("path", [*PATHS, "/api/v1", "/overzicht", "/inloggen"])
def test_a_trailing_slash_is_another_address(as_anna, path):
    assert as_anna.get(f"{path}/", follow_redirects=False).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/api/v1/wijken", "GET, HEAD"),
        ("POST", "/api/v1/interviews", "GET, HEAD"),
        ("DELETE", "/api/v1/interviews/278cff10-f784-5c98-95ce-d916bed53cdc", "GET, HEAD, PUT"),
        ("PATCH", "/api/v1/openapi.json", "GET, HEAD"),
    ],
)
def test_a_method_that_is_not_there_says_which_are(as_anna, method, path, allowed):
    answer = as_anna.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
    assert answer.json()["type"] == "/api/v1/documentatie#methode-niet-toegestaan"


def test_an_address_that_is_not_there_is_a_problem(client):
    answer = client.get("/api/v1/huizen")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_the_documentation_explains_every_problem_and_every_address(client, document):
    page = client.get("/api/v1/documentatie").text
    for problem in CATALOGUE:
        assert f'id="{problem.slug}"' in page
    for path in document["paths"]:
        assert f"<code>{path}</code>" in page


def _messages():
    from app.berichten import Message

    found, waiting = [], [Message]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting += kind.__subclasses__()
    return found


@pytest.mark.parametrize(
    "path", ["wijken/nul%00", "meetrondes/nul%00", "straten?wijk=nul%00", "interviews?meetronde=nul%00"]
)
def test_a_character_that_is_no_text_is_no_failure_of_ours(as_dashboard, path):
    """SQLite looks for it and finds nothing; PostgreSQL refuses to look."""
    assert as_dashboard.get(f"/api/v1/{path}").status_code in (200, 400, 404)
