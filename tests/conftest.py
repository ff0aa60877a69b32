"""The fixtures: the small invented world on a database of its own, SQLite and PostgreSQL in turn.

Every test gets a fresh copy of a database with Anna, Bilal, Carla, the Dordt-dashboard, the straten and two open
meetronden. Tests never touch the configured database.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import make_url
from sqlmodel import Session, select

from app import demo
from app.database import Database
from app.main import create_app
from app.models import ApiSleutel, Gebruiker, Meetronde, Straat, Uitzondering
from app.settings import Settings
from app.toegang import begin_sessie
from app.toestellen import link_toestel, make_koppelcode
from tests import postgres, provide
from tests.tables import fill_empty_tables

BASE_URL = "http://127.0.0.1:8000"
BACKENDS = ["sqlite", "postgresql"]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "world.sqlite3"
    furnish(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    with postgres.database(postgres_server) as name:
        furnish(_psycopg_url(postgres_server, name))
        yield name


def furnish(url: str, world: Callable[[Session], demo.World] = demo.people_and_places) -> None:
    """Bring a database up to date and put a world in it."""
    database = Database(url)
    database.migrate()
    with database.transaction() as session:
        world(session)
    database.engine.dispose()


THIN = ("tests.test_web_", *(f"tests.api.test_{each}" for each in (
    "places", "scores", "vaststelling", "vergelijking", "csv", "design_rules", "gegevenswoordenboek", "key_limit",
)))  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Everything is tried on both databases but the doors that are thin, the pages and what the API reads: on SQLite.

    The stories they tell are tried on both, and `test_bladzijden` opens every page on both.
    """
    backends = BACKENDS[:1] if metafunc.module.__name__.startswith(THIN) else BACKENDS
    chosen = {mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")}
    for name, scope in (("database_url", None), ("full_world_url", "session")):
        if name in metafunc.fixturenames and name not in chosen:
            metafunc.parametrize(name, backends, indirect=True, scope=scope)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with the small world in it."""
    template = "sqlite_template" if request.param == "sqlite" else "postgres_template"
    with new_database(request, request.param, tmp_path, request.getfixturevalue(template)) as url:
        yield url


@contextmanager
def new_database(
    request: pytest.FixtureRequest, backend: str, folder: Path, template: Path | str | None = None
) -> Iterator[str]:
    """The address of a database that nobody else has: empty, or a copy of this file or database."""
    if backend == "sqlite":
        file = folder / "wijkpeil.sqlite3"
        if template:
            shutil.copy(template, file)
        yield f"sqlite:///{file}"
    else:
        server = request.getfixturevalue("postgres_server")
        with postgres.database(server, str(template or "template1")) as name:
            yield _psycopg_url(server, name)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.engine.dispose()


@pytest.fixture(params=BACKENDS)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without a single table."""
    with new_database(request, request.param, tmp_path) as url:
        database = Database(url)
        yield database
        database.engine.dispose()


@pytest.fixture(scope="session")
def full_world_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with new_database(request, request.param, tmp_path_factory.mktemp("full")) as url:
        furnish(url, full_world)
        yield url


@pytest.fixture
def full_database(request: pytest.FixtureRequest, full_world_url: str, tmp_path: Path) -> Iterator[Database]:
    """A database with the whole demo world in it, and something in every table."""
    template = make_url(full_world_url)
    with new_database(request, template.get_backend_name(), tmp_path, template.database) as url:
        database = Database(url)
        yield database
        database.engine.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session on the small world, for the stories; what it writes is undone."""
    with database._open(writes=True) as session:
        yield session


@pytest.fixture
def world(database: Database) -> demo.World:
    """The people of the small world and its two meetronden, detached."""
    return people_of(database)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    folder = tmp_path / "uitvoer"
    return Settings(_env_file=None, DATABASE_URL=database_url, export_folder=folder)  # type: ignore[call-arg]


@pytest.fixture
def app(settings: Settings) -> FastAPI:
    return create_app(settings)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """Nobody in particular, in a browser that tells where its requests come from."""
    with visitor(app) as client:
        yield client


@pytest.fixture
def as_anna(app: FastAPI, world: demo.World) -> Iterator[TestClient]:
    with desk_of(app, world.anna) as client:
        yield client


@pytest.fixture
def as_bilal(app: FastAPI, world: demo.World) -> Iterator[TestClient]:
    with phone_of(app, world.bilal) as client:
        yield client


@pytest.fixture
def as_carla(app: FastAPI, world: demo.World) -> Iterator[TestClient]:
    with phone_of(app, world.carla) as client:
        yield client


@pytest.fixture
def as_dashboard(app: FastAPI) -> Iterator[TestClient]:
    with Visitor(app, base_url=BASE_URL, raise_server_exceptions=False) as client:
        client.headers["Authorization"] = f"Bearer {demo.DASHBOARD_KEY}"
        yield client


def full_world(session: Session) -> demo.World:
    world = demo.fill(session)
    somewhere_else = Straat(wijk_code="wielwijk", name="Zeldenstraat", retired_at=datetime.now(UTC))
    session.add(somewhere_else)
    session.flush()
    for meetronde in (world.nulmeting, world.herhaalmeting):
        session.add(Uitzondering(meetronde_code=meetronde.code, straat_id=somewhere_else.id))
    session.flush()
    fill_empty_tables(session.connection())
    return world


def people_of(database: Database) -> demo.World:
    with database.transaction() as session:
        people = {gebruiker.name: gebruiker for gebruiker in session.exec(select(Gebruiker))}
        return demo.World(
            anna=people["Anna"],
            bilal=people["Bilal"],
            carla=people["Carla"],
            dashboard=session.exec(select(ApiSleutel)).one(),
            nulmeting=session.get_one(Meetronde, demo.NULMETING),
            herhaalmeting=session.get_one(Meetronde, demo.HERHAALMETING),
        )


def app_on(database: Database) -> FastAPI:
    """The application on another database than that of the small world."""
    url = make_url(database.url).render_as_string(hide_password=False)
    return create_app(Settings(_env_file=None, DATABASE_URL=url))  # type: ignore[call-arg]


class Visitor(TestClient):
    """Somebody on the server of this application, which starts for the first and stops when that one goes.

    A server each would be several event loops on one database, whose locks belong to one.
    """

    def __enter__(self) -> "Visitor":
        first: Visitor | None = getattr(self.app.state, "first_visitor", None)
        if first is None:
            self.app.state.first_visitor = self
            super().__enter__()
        else:
            self.portal = first.portal
        return self

    def __exit__(self, *args: object) -> None:
        if self.app.state.first_visitor is self:
            super().__exit__(*args)
            self.app.state.first_visitor = None


def visitor(app: FastAPI) -> TestClient:
    client = Visitor(app, base_url=BASE_URL, raise_server_exceptions=False)
    client.headers["Origin"] = BASE_URL
    return client


def desk_of(app: FastAPI, coordinator: Gebruiker) -> TestClient:
    """A browser in which this coordinator just logged in, without the time that a password takes."""
    client = visitor(app)
    database: Database = app.state.database
    with database.transaction() as session:
        client.cookies.set("sessie", begin_sessie(session, coordinator))
    return client


def phone_of(app: FastAPI, interviewer: Gebruiker) -> TestClient:
    """A phone that was just linked to this interviewer."""
    client = visitor(app)
    database: Database = app.state.database
    with database.transaction() as session:
        code = make_koppelcode(session, interviewer)
        session.flush()
        client.cookies.set("toestel", link_toestel(session, code))
    return client


def _psycopg_url(server: str, name: str) -> str:
    return f"{server.replace('postgresql://', 'postgresql+psycopg://')}/{name}"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is. Without one the phone's tests are loudly skipped at home and fail in CI."""
    found = provide.find_chromium()
    if found is None:
        message = "No Chromium: run `python -m tests.provide` or install the package `chromium`."
        if provide.IN_CI:
            pytest.fail(message)
        pytest.skip(message)
    return found
