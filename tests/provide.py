"""What the tests need besides Python packages: a PostgreSQL server and a Chromium. Found here, or installed.

`python -m tests.provide` looks for both before the tests start, installs a Chromium where the system allows it, and
says loudly what cannot be had. With CI=true that is a failure.
"""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

HEADLESS = "chromium-headless-shell"
"""The same browser without what draws on a screen: it does the work in two thirds of the time."""

CHROMIUM_NAMES = (HEADLESS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL_SECONDS = 180
IN_CI = os.environ.get("CI") == "true"


def find_chromium() -> str | None:
    """A Chromium of the system, or the one that Playwright installed."""
    for name in CHROMIUM_NAMES:
        if found := shutil.which(name):
            return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install_chromium() -> None:
    """With the system's packages as root on Debian and its kin, else with Playwright's own download."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "fonts-dejavu-core"]
        if _run(["apt-get", "update", "-qq"]) and not _run([*install, HEADLESS]) and find_chromium() is None:
            _run([*install, "chromium"])  # an older Debian has no other
    elif find_chromium() is None:
        _run([sys.executable, "-m", "playwright", "install", "chromium"])


def _run(command: list[str]) -> bool:
    """Whether it went well. Without a network a package manager tries for minutes: what is here must do then."""
    print("$", " ".join(command), flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with suppress(subprocess.TimeoutExpired):
        done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, timeout=INSTALL_SECONDS)
        return done.returncode == 0
    return False


def main() -> int:
    if find_chromium() is None or (IN_CI and not shutil.which(HEADLESS)):
        install_chromium()
    if find_chromium() is None:
        print("\n*** No Chromium: the phone's pages are NOT tested. Install the package `chromium`. ***\n")
        return 1 if IN_CI else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
