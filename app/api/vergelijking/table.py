"""The same changes as a table: one line per area, group and measure, each with its numbers and its verdict."""

from collections.abc import Iterator
from typing import Any

from fastapi import Response

from app.api.csv_table import csv_response
from app.api.vergelijking.messages import GroepsveranderingOut, VeranderingOut, VergelijkingOut
from app.spreadsheet import Notatie

COLUMNS = (
    "van", "naar", "niveau", "gebiedCode", "gebiedNaam", "wijk", "groep", "maat", "eenheid", "nVan", "nNaar",
    "verschil", "margeLaag", "margeHoog", "methode", "richting", "reden", "kanttekeningen", "interviewsVan",
    "interviewsNaar", "aantalStraten", "loosAlarmVergeleken", "loosAlarmGevonden", "loosAlarmVerwacht",
    "vergelijkenVanaf", "zekerheid", "voorlopig", "alleenGoedgekeurd", "toelichtingVan", "toelichtingNaar",
)  # fmt: skip


def answer_table(vergelijking: VergelijkingOut, notatie: Notatie) -> Response:
    """The answer as CSV, with only the number of the straten that were compared: each has lines of its own."""
    return csv_response(COLUMNS, _lines(vergelijking), notatie)


def _lines(vergelijking: VergelijkingOut) -> Iterator[dict[str, Any]]:
    about = {
        "van": vergelijking.van.code,
        "naar": vergelijking.naar.code,
        "vergelijkenVanaf": vergelijking.vergelijken_vanaf,
        "zekerheid": vergelijking.zekerheid,
        "voorlopig": vergelijking.voorlopig,
        "alleenGoedgekeurd": vergelijking.alleen_goedgekeurd,
        "toelichtingVan": vergelijking.van.toelichting,
        "toelichtingNaar": vergelijking.naar.toelichting,
    }
    for each in vergelijking.gebieden:
        about_gebied = {
            "niveau": each.gebied.niveau.value,
            "gebiedCode": each.gebied.code,
            "gebiedNaam": each.gebied.naam,
            "wijk": each.gebied.wijk,
        }
        for name, groep in (("bewoners", each.bewoners), ("klanten", each.klanten)):
            yield from ({**about, **about_gebied, "groep": name, **line} for line in _of_groep(groep))


def _of_groep(groep: GroepsveranderingOut) -> Iterator[dict[str, Any]]:
    figures = groep.model_dump(by_alias=True, mode="json")
    for name, field in type(groep).model_fields.items():
        verandering = getattr(groep, name)
        if isinstance(verandering, VeranderingOut):
            own = verandering.model_dump(by_alias=True, mode="json")
            alarms = {f"loosAlarm{key.capitalize()}": value for key, value in (own.pop("loosAlarm") or {}).items()}
            yield {**figures, "aantalStraten": len(groep.straten), "maat": field.alias, **own, **alarms}
