"""What waits, tried in a thread of its own: where a browser is driven, that of the tests has a loop already."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run_aside(waiting: Coroutine[Any, Any, Any]) -> Any:
    """What it comes to."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, waiting).result()
