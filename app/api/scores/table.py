"""The same scores as a table: one line per area, group and measure, so that no figure loses its n and its verdict."""

from collections.abc import Iterator, Sequence

from fastapi import Response

from app.api.csv_table import csv_response
from app.api.scores.messages import AantalOut, GroepOut, MaatOut, ScoreOut
from app.spreadsheet import Notatie

COLUMNS = (
    "meetronde", "niveau", "gebiedCode", "gebiedNaam", "wijk", "groep", "maat", "n", "gemiddelde", "margeLaag",
    "margeHoog", "methode", "gewogen", "ongewogenGemiddelde", "mediaan", "notatie", "percentageTredeDrieOfHoger",
    "margeTredeDrieOfHogerLaag", "margeTredeDrieOfHogerHoog", "percentageTevreden", "margeTevredenLaag",
    "margeTevredenHoog", "grens", "percentageBekend", "ervaring", "gevraagd", "verdeling", "oordeel", "reden",
    "kanttekeningen", "weetNiet", "wilNietZeggen", "nietIngevuld", "interviews", "weigeringen", "dekking",
    "vragenlijsten", "cijferVanaf", "betrouwbaarVanaf", "dekkingVanaf", "zekerheid", "voorlopig",
    "alleenGoedgekeurd", "toelichting",
)  # fmt: skip


def answer_table(scores: Sequence[ScoreOut], notatie: Notatie) -> Response:
    """The answer as CSV."""
    return csv_response(COLUMNS, (line for score in scores for line in _lines(score)), notatie)


def _lines(score: ScoreOut) -> Iterator[dict[str, object]]:
    about: dict[str, object] = {
        "meetronde": score.meetronde,
        "niveau": score.gebied.niveau.value,
        "gebiedCode": score.gebied.code,
        "gebiedNaam": score.gebied.naam,
        "wijk": score.gebied.wijk,
        "cijferVanaf": score.drempels.cijfer_vanaf,
        "betrouwbaarVanaf": score.drempels.betrouwbaar_vanaf,
        "dekkingVanaf": score.drempels.dekking_vanaf,
        "zekerheid": score.drempels.zekerheid,
        "voorlopig": score.voorlopig,
        "alleenGoedgekeurd": score.alleen_goedgekeurd,
        "toelichting": score.toelichting,
    }
    for name, groep in (("bewoners", score.bewoners), ("klanten", score.klanten)):
        about_groep = {
            "groep": name,
            "interviews": groep.interviews,
            "weigeringen": groep.weigeringen,
            "dekking": groep.dekking,
            "vragenlijsten": " ".join(groep.vragenlijsten),
        }
        for maat_name, maat in _maten(groep):
            figures = maat.model_dump(by_alias=True, mode="json", exclude={"verdeling"})
            yield {**about, **about_groep, **figures, "maat": maat_name, "verdeling": _spread(maat.verdeling)}


def _maten(groep: GroepOut) -> Iterator[tuple[str, MaatOut]]:
    """Every measure of a group under its name in the JSON."""
    for name, field in type(groep).model_fields.items():
        value = getattr(groep, name)
        if isinstance(value, MaatOut):
            yield str(field.alias), value


def _spread(verdeling: Sequence[AantalOut] | None) -> str:
    return " ".join(f"{line.code}:{line.aantal}" for line in verdeling or ())
