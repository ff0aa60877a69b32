"""The same scores as a table: one line per area, group and measure, so that no figure loses its n and its verdict."""

import csv
import io
from collections.abc import Iterator, Sequence

from app.api.scores.messages import AantalOut, GroepOut, MaatOut, ScoreOut

COLUMNS = (
    "meetronde", "niveau", "gebiedCode", "gebiedNaam", "wijk", "groep", "maat", "n", "gemiddelde", "mediaan",
    "notatie", "percentageTevreden", "grens", "percentageBekend", "ervaring", "gevraagd", "verdeling", "oordeel",
    "reden", "weetNiet", "wilNietZeggen", "nietIngevuld", "interviews", "weigeringen", "vragenlijsten",
    "cijferVanaf", "betrouwbaarVanaf", "voorlopig", "alleenGoedgekeurd", "toelichting",
)  # fmt: skip


def write_table(scores: Sequence[ScoreOut]) -> str:
    """CSV after RFC 4180 with a header; a figure that is not given is empty, true and false are `ja` and `nee`."""
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, restval="", extrasaction="ignore")
    writer.writeheader()
    for score in scores:
        writer.writerows(_lines(score))
    return table.getvalue()


def _lines(score: ScoreOut) -> Iterator[dict[str, object]]:
    about: dict[str, object] = {
        "meetronde": score.meetronde,
        "niveau": score.gebied.niveau.value,
        "gebiedCode": score.gebied.code,
        "gebiedNaam": score.gebied.naam,
        "wijk": score.gebied.wijk,
        "cijferVanaf": score.drempels.cijfer_vanaf,
        "betrouwbaarVanaf": score.drempels.betrouwbaar_vanaf,
        "voorlopig": _yes_no(score.voorlopig),
        "alleenGoedgekeurd": _yes_no(score.alleen_goedgekeurd),
        "toelichting": score.toelichting,
    }
    for name, groep in (("bewoners", score.bewoners), ("klanten", score.klanten)):
        about_groep = {
            "groep": name,
            "interviews": groep.interviews,
            "weigeringen": groep.weigeringen,
            "vragenlijsten": " ".join(groep.vragenlijsten),
        }
        for maat_name, maat in _maten(groep):
            figures = maat.model_dump(by_alias=True, mode="json")
            yield {**about, **about_groep, **figures, "maat": maat_name, "verdeling": _spread(maat.verdeling)}


def _maten(groep: GroepOut) -> Iterator[tuple[str, MaatOut]]:
    """Every measure of a group under its name in the JSON."""
    for name, field in type(groep).model_fields.items():
        value = getattr(groep, name)
        if isinstance(value, MaatOut):
            yield str(field.alias), value


def _spread(verdeling: Sequence[AantalOut] | None) -> str:
    return " ".join(f"{line.code}:{line.aantal}" for line in verdeling or ())


def _yes_no(value: bool) -> str:
    return "ja" if value else "nee"
