"""Interviews as a file for researchers, without a browser in between."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.commands import commands, open_database
from app.domain.vragenlijst import Soort
from app.errors import InvalidInput
from app.gebieden import find_wijk
from app.models import Formaat, Status, Vorm
from app.overzichten import find_meetronde
from app.tellingen import COUNTING
from app.toegang import find_coordinator_by_email
from app.uitvoer import Uitvoerkeuze, ask_uitvoer, make_uitvoer, note_fetched

FORMATEN = {".zip": Formaat.CSV_NL, ".xlsx": Formaat.XLSX, ".sav": Formaat.SAV}


@commands.command("uitvoer")
def export_interviews(
    meetronde: Annotated[str, typer.Argument(help="De code van de meetronde.")],
    email: Annotated[str, typer.Argument(help="Wie dit doet: het e-mailadres van een coördinator.")],
    bestand: Annotated[Path, typer.Argument(help="Waar het bestand komt: .zip (CSV), .xlsx of .sav.")],
    wijk: Annotated[str | None, typer.Option(help="Alleen van de wijk met deze code.")] = None,
    soort: Annotated[Soort | None, typer.Option(help="Alleen van deze soort.")] = None,
    status: Annotated[list[Status] | None, typer.Option(help="Mag vaker. Anders: wat meetelt in de cijfers.")] = None,
    vorm: Annotated[Vorm, typer.Option(help="Een rij per interview, of per antwoord.")] = Vorm.BREED,
    komma: Annotated[bool, typer.Option("--komma", help="CSV met komma’s, niet met puntkomma’s.")] = False,
    met_straten: Annotated[bool, typer.Option("--met-straten")] = False,
    met_open_antwoorden: Annotated[bool, typer.Option("--met-open-antwoorden")] = False,
    reden: Annotated[str, typer.Option(help="Waarvoor straten of open antwoorden nodig zijn.")] = "",
) -> None:
    """Voer interviews uit naar een bestand. Het is vertrouwelijk; wie het vroeg, blijft bewaard."""
    formaat = _formaat(bestand, komma=komma)
    database = open_database()
    with database.transaction() as session:
        keuze = Uitvoerkeuze(
            meetronde=find_meetronde(session, meetronde),
            wijk=find_wijk(session, wijk) if wijk else None,
            soort=soort,
            statuses=status or COUNTING,
            formaat=formaat,
            vorm=vorm,
            with_text=met_open_antwoorden,
            with_straat=met_straten,
            reason=reden,
        )
        uitvoer_id = ask_uitvoer(session, find_coordinator_by_email(session, email), keuze).id
    bestand.touch(mode=0o600)
    try:
        number = make_uitvoer(database, uitvoer_id, bestand, _show_progress)
    except BaseException:
        bestand.unlink()
        raise
    with database.transaction() as session:
        note_fetched(session, uitvoer_id)
    typer.echo(f"\n{number} interviews in {bestand}. Het bestand is vertrouwelijk: bewaar het versleuteld.")


def _formaat(bestand: Path, *, komma: bool) -> Formaat:
    """What the name of the file asks for; raises InvalidInput, also when it would overwrite something."""
    formaat = FORMATEN.get(bestand.suffix.lower())
    if formaat is None:
        raise InvalidInput(f"Laat de naam van het bestand eindigen op {', '.join(FORMATEN)}.")
    if bestand.exists():
        raise InvalidInput(f"{bestand} is er al. Kies een andere naam, of haal het weg.")
    if not bestand.absolute().parent.is_dir():
        raise InvalidInput(f"De map {bestand.parent} is er niet.")
    return Formaat.CSV if komma and formaat is Formaat.CSV_NL else formaat


def _show_progress(done: int, every: int) -> None:
    typer.echo(f"\r{done} van {every} interviews gelezen", nl=False)
