"""What the tests need besides Python packages: a PostgreSQL server and a Chromium. Found here, or installed.

`python -m tests.provide` looks for both before the tests start, installs a Chromium where the system allows it, and
says loudly what cannot be had. With CI=true that is a failure.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        _run(["apt-get", "update", "-qq"], environment)
        packages = ["chromium", "fonts-dejavu-core"]
        _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], environment)
    else:
        _run([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ))


def _run(command: list[str], environment: dict[str, str]) -> None:
    print("$", " ".join(command), flush=True)
    subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)


def main() -> int:
    if find_chromium() is None:
        install_chromium()
    if find_chromium() is None:
        print("\n*** No Chromium: the phone's pages are NOT tested. Install the package `chromium`. ***\n")
        return 1 if IN_CI else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
