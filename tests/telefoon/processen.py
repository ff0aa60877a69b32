"""A server and a browser as processes of their own, which can be killed in the middle of anything."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import BrowserContext, Playwright

from app.database import Database

ROOT = Path(__file__).parent.parent.parent
START = "import uvicorn; uvicorn.run('app.main:create_app', factory=True, port={port}, log_level='error')"


class ServerProcess:
    """Wijkpeil in a process, on a port that stays the same when it is started again."""

    def __init__(self, database_url: str, source: Path = ROOT, **settings: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.source = source
        self.settings = settings
        self.database_url = database_url
        self.database = Database(database_url)

    def start(self) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": self.database_url,
            "WIJKPEIL_PORT": str(self.port),
            "WIJKPEIL_HTMX_FROM_CDN": "false",
            **self.settings,
        }
        command = [sys.executable, "-c", START.format(port=self.port)]
        self._process = subprocess.Popen(command, cwd=self.source, env=environment)
        deadline = time.monotonic() + 30
        while not self._answers():
            assert self._process.poll() is None, "the server stopped"
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.05)

    def kill(self) -> None:
        """Like a power cut: no goodbye to anybody."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    @property
    def pid(self) -> int:
        """Of the process that runs now; raises AssertionError when it stopped by itself."""
        assert self._process.poll() is None, "the server stopped"
        return self._process.pid

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/inloggen", timeout=1).status_code == 200
        except httpx.TransportError:
            return False


@contextmanager
def server_process(database_url: str, source: Path = ROOT, **settings: str) -> Iterator[ServerProcess]:
    server = ServerProcess(database_url, source, **settings)
    server.start()
    try:
        yield server
    finally:
        server.kill()
        server.database.engine.dispose()


def copy_of_the_house(folder: Path) -> Path:
    """The application's own files somewhere else, to publish a next edition from."""
    for name in ("app", "migrations"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def open_browser(playwright: Playwright, chromium: str, profile: Path, **settings: object) -> BrowserContext:
    """A browser that keeps what it knows in a folder, as a phone does."""
    return playwright.chromium.launch_persistent_context(profile, executable_path=chromium, **settings)


def kill_browser(profile: Path) -> None:
    """The battery is empty: every process of the browser is gone at once."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if f"--user-data-dir={profile}" in command:
            os.kill(int(process.name), signal.SIGKILL)
    for leftover in profile.glob("Singleton*"):
        leftover.unlink()
