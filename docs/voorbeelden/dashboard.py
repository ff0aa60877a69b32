"""Zet van elke wijk de straten op volgorde, uit wat er is gepubliceerd. Een voorbeeld om van over te nemen.

pip install httpx
export WIJKPEIL_SLEUTEL=wp_...
python dashboard.py https://wijkpeil.example.org nulmeting-2019 --maat schoon
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import httpx

MATEN = ("straatladder", "leefbaarheidsladder", "tevredenheid", "schoon", "veilig", "gezellig")
ATTEMPTS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("adres", help="het adres van Wijkpeil")
    parser.add_argument("meetronden", nargs="+", metavar="meetronde", help="de code van een meetronde")
    parser.add_argument("--maat", choices=MATEN, default="straatladder")
    parser.add_argument("--groep", choices=("bewoners", "klanten"), default="bewoners")
    parser.add_argument("--geheugen", type=Path, default=Path("dashboard.json"), help="bewaart wat is opgehaald")
    wanted = parser.parse_args()
    # From the environment: what stands on the command line, everybody on the machine can read.
    key = os.environ.get("WIJKPEIL_SLEUTEL") or sys.exit("Zet uw sleutel in WIJKPEIL_SLEUTEL.")
    address, headers = f"{wanted.adres.rstrip('/')}/api/v1/", {"Authorization": f"Bearer {key}"}
    with httpx.Client(base_url=address, headers=headers, timeout=30) as client:
        for meetronde in wanted.meetronden:
            show(fetch(client, f"meetrondes/{meetronde}/scores", wanted.geheugen), wanted.groep, wanted.maat)


def fetch(client: httpx.Client, path: str, memory: Path) -> dict[str, Any]:
    """The published scores; sent over the network only when they are others than we have."""
    kept = json.loads(memory.read_text("utf-8")) if memory.exists() else {}
    address = f"{client.base_url}{path}"
    answer = ask(client, path, {"If-None-Match": kept[address]["etag"]} if address in kept else {})
    if answer.status_code == httpx.codes.NOT_MODIFIED:
        print("Niet gewijzigd: de cijfers komen uit het geheugen.", file=sys.stderr)
    elif answer.status_code == httpx.codes.OK:
        print("De cijfers zijn opgehaald.", file=sys.stderr)
        kept[address] = {"etag": answer.headers["ETag"], "scores": answer.json()}
        written = memory.with_suffix(".nieuw")
        written.write_text(json.dumps(kept), "utf-8")
        written.replace(memory)  # the old one or the new one, never half of it
    else:
        is_ours = answer.headers.get("Content-Type") == "application/problem+json"
        sys.exit(answer.json()["detail"] if is_ours else f"{address} gaf status {answer.status_code}.")
    return kept[address]["scores"]


def ask(client: httpx.Client, path: str, headers: dict[str, str]) -> httpx.Response:
    """The answer; who asks too often (429) hears how long to wait, and then does."""
    try:
        for _ in range(ATTEMPTS):
            answer = client.get(path, headers=headers)
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                return answer
            seconds = int(answer.headers["Retry-After"])
            print(f"Te veel verzoeken. Verder over {seconds} seconden.", file=sys.stderr)
            time.sleep(seconds)
    except httpx.TransportError as error:
        sys.exit(f"{client.base_url} is niet te bereiken: {error}")
    sys.exit("Deze sleutel doet te veel verzoeken. Probeer het later opnieuw.")


def show(scores: dict[str, Any], groep: str, maat: str) -> None:
    print(f"\n{scores['naam']}, versie {scores['versie']}: {maat} volgens {groep}. {scores['toelichting']}")
    for wijk in scores["wijken"]:
        print(f"\n{line('', wijk['wijk'], find(wijk['wijk'], groep, maat))}")
        figures = [(straat, find(straat, groep, maat)) for straat in wijk["straten"]]
        figures.sort(key=lambda each: each[1]["gemiddelde"] or 0, reverse=True)  # what is withheld comes last
        for rank, (straat, figure) in enumerate(figures, start=1):
            print(line(f"{rank}." if figure["gemiddelde"] else "-", straat, figure))
    print("\nOverlappen twee marges, dan kan het verschil toeval zijn.")


def find(score: dict[str, Any], groep: str, maat: str) -> dict[str, Any]:
    return next(figure for figure in score[groep]["maten"] if figure["maat"] == maat)


def line(rank: str, score: dict[str, Any], figure: dict[str, Any]) -> str:
    """A figure never without its n, its margin and its verdict; and where there is none, why."""
    head = f"{rank:>4} {score['gebied']['naam']:<30} n={figure['nTekst']:<10}"
    if figure["gemiddelde"] is None:
        return f"{head} {figure['reden']}"
    marge = figure["marge"]
    around = f"{marge['laag']} tot {marge['hoog']}" if marge else "marge onbekend"
    return f"{head} {figure['gemiddelde']:>4} ({around}), {figure['oordeel']}"


if __name__ == "__main__":
    main()
