"""Measure what is asked for, or everything, and print it as it stands in docs/metingen.md."""

import argparse
import os
import platform

from bench import burst, export, lists, load, scores, storing, telefoon

MEASUREMENTS = {
    "storing": storing.measure,
    "scores": scores.measure,
    "lists": lists.measure,
    "export": export.measure,
    "telefoon": telefoon.measure,
    "load": load.measure,
    "burst": burst.measure,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "measurements", nargs="*", metavar="|".join(MEASUREMENTS), help="all of them when none is named"
    )
    parser.add_argument("--quick", action="store_true", help="a small try: whether it runs, not how fast it is")
    parser.add_argument("--minutes", type=float, help="how long `load` goes on: a soak instead of a minute")
    wanted = parser.parse_args()
    if unknown := set(wanted.measurements) - set(MEASUREMENTS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores.")
    for name in wanted.measurements or MEASUREMENTS:
        how_long = {"minutes": wanted.minutes} if name == "load" else {}
        print(f"\n{MEASUREMENTS[name](quick=wanted.quick, **how_long)}", flush=True)


if __name__ == "__main__":
    main()
