"""A server as it runs for real: one process of uvicorn, here on a free port."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep

from tests.postgres import free_port

WIJKPEIL = "app.main:create_app"
UNCOUNTED = "bench.uncounted:create_app"
NOTHING = "bench.nothing:create_app"

UNLIMITED = {"WIJKPEIL_KEY_REQUESTS_PER_MINUTE": "1000000"}
"""Counted all the same, so that the figures hold that too."""


@contextmanager
def server(application: str, database_url: str = "sqlite://") -> Iterator[int]:
    """The port of a process that serves this application until the end of the block."""
    with server_process(application, database_url) as (port, _):
        yield port


@contextmanager
def server_process(application: str, database_url: str, **settings: str) -> Iterator[tuple[int, int]]:
    """The port of such a process and its id, to look at from outside."""
    port = free_port()
    options = ["--factory", "--port", str(port), "--no-access-log", "--no-server-header", "--log-level", "warning"]
    environment = os.environ | UNLIMITED | {"DATABASE_URL": database_url} | settings
    process = subprocess.Popen([sys.executable, "-m", "uvicorn", *options, application], env=environment)
    try:
        _wait_for(process, port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def memory_of(process: int, what: str) -> int:
    """What Linux says of the memory of a process, such as `VmRSS`, in bytes; nothing when it has ended."""
    try:
        found = re.search(rf"{what}:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    except FileNotFoundError:
        return 0
    return int(found[1]) * 1024 if found else 0


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    until = monotonic() + 30
    while process.poll() is None and monotonic() < until:
        connection = HTTPConnection("127.0.0.1", port)
        try:
            connection.connect()
            return
        except ConnectionRefusedError:
            sleep(0.05)
        finally:
            connection.close()
    raise RuntimeError("The server did not start.")
