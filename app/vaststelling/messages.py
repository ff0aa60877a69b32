"""How published scores are written down: coarse enough for outsiders, and a reason wherever there is no figure."""

import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from app.berichten import Message
from app.domain.betrouwbaarheid import Oordeel
from app.domain.schatting import Kanttekening
from app.tellingen import Niveau


class MargeOut(Message):
    """Waartussen het echte cijfer ligt, met de zekerheid die bij de drempels staat."""

    laag: Annotated[float, Field(description="De ondergrens, in de eenheid van het cijfer.", examples=[6.41])]
    hoog: Annotated[float, Field(description="De bovengrens, in de eenheid van het cijfer.", examples=[7.33])]


class KanttekeningOut(Message):
    """Wat u moet weten om een cijfer goed te lezen."""

    code: Annotated[Kanttekening, Field(description="De code.", examples=["huishoudens-onbekend"])]
    zin: Annotated[
        str, Field(description="Hetzelfde in een zin.", examples=[Kanttekening.HUISHOUDENS_ONBEKEND.sentence])
    ]


class GebiedOut(Message):
    """Waarover de score gaat."""

    niveau: Annotated[Niveau, Field(description="De hele meetronde, een wijk of een straat.", examples=["wijk"])]
    code: Annotated[str, Field(description="De code, of bij een straat het UUID.", examples=["crabbehof"])]
    naam: Annotated[str, Field(description="De naam.", examples=["Crabbehof"])]
    wijk: Annotated[str | None, Field(description="In welke wijk; leeg bij de hele meetronde.", examples=["crabbehof"])]


class DeelOut(Message):
    """Welk deel van de antwoorden zo luidt."""

    code: Annotated[str, Field(description="Het antwoord.", examples=["3"])]
    label: Annotated[str, Field(description="Het antwoord in woorden.", examples=["actief contact maken"])]
    percentage: Annotated[int | None, Field(description="In hele procenten. Leeg onder 5 en boven 95.", examples=[45])]
    tekst: Annotated[str, Field(description="Hetzelfde in woorden.", examples=["45 %", "<5 %"])]


class VastgesteldeMaatOut(Message):
    """Eén maat van één groep in één gebied, zoals hij is gepubliceerd."""

    maat: Annotated[str, Field(description="Wat er is gemeten.", examples=["straatladder"])]
    n: Annotated[
        int | None, Field(description="Hoeveel antwoorden meetellen. Leeg als er geen cijfer is.", examples=[34])
    ]
    n_tekst: Annotated[
        str,
        Field(description="Hetzelfde in woorden: het aantal, `<10`, of `beschermd`.", examples=["34", "<10"]),
    ]
    gevraagd: Annotated[
        int | None, Field(description="Hoeveel interviews er waren. Leeg als er geen cijfer is.", examples=[38])
    ]
    oordeel: Annotated[Oordeel, Field(description="Hoe ver het cijfer draagt.", examples=["betrouwbaar"])]
    reden: Annotated[
        str,
        Field(description="Het oordeel in een zin.", examples=["34 antwoorden: genoeg voor een betrouwbaar cijfer."]),
    ]
    gemiddelde: Annotated[
        float | None, Field(description="Het gemiddelde van de schaal, op 1 decimaal.", examples=[6.9])
    ]
    marge: Annotated[
        MargeOut | None,
        Field(description="De marge van het gemiddelde, naar buiten afgerond.", examples=[{"laag": 6.4, "hoog": 7.4}]),
    ]
    mediaan: Annotated[float | None, Field(description="Het middelste antwoord, niet gewogen.", examples=[7])]
    notatie: Annotated[
        str | None, Field(description="Bij een ladder het gemiddelde als rapportcijfer, op een kwart.", examples=["3-"])
    ]
    percentage: Annotated[
        int | None,
        Field(
            description="Het deel dat erbij hoort, 0-100: trede 3 of hoger, tevreden, of bekend. In hele procenten; "
            "met minder dan 20 antwoorden in hele vijven. Leeg onder 5 en boven 95.",
            examples=[50],
        ),
    ]
    percentage_tekst: Annotated[str | None, Field(description="Hetzelfde in woorden.", examples=["50 %", ">95 %"])]
    marge_percentage: Annotated[
        MargeOut | None,
        Field(description="De marge van het percentage, naar buiten afgerond.", examples=[{"laag": 35, "hoog": 65}]),
    ]
    gewogen: Annotated[
        bool | None,
        Field(description="Of elke straat meetelt naar haar huishoudens. Leeg als er geen cijfer is.", examples=[True]),
    ]
    verdeling: Annotated[
        list[DeelOut] | None, Field(description="Welk deel elk antwoord gaf. Alleen vanaf 20 antwoorden.")
    ]
    weet_niet_tekst: Annotated[
        str | None,
        Field(description="Welk deel het niet wist; telt niet mee. Alleen vanaf 20 antwoorden.", examples=["<5 %"]),
    ]
    kanttekeningen: Annotated[list[KanttekeningOut], Field(description="Wat u moet weten om het cijfer goed te lezen.")]


class VastgesteldeGroepOut(Message):
    """Wat één groep zegt over een gebied."""

    interviews: Annotated[
        int | None, Field(description="Hoeveel interviews meetellen. Leeg als dat niet te vertellen is.", examples=[38])
    ]
    interviews_tekst: Annotated[str, Field(description="Hetzelfde in woorden.", examples=["38", "<10"])]
    vragenlijsten: Annotated[
        list[str], Field(description="Met welke versies is gevraagd. Leeg bij een straat.", examples=[["straat-v1"]])
    ]
    dekking: Annotated[
        int | None,
        Field(
            description="Welk deel van de huishoudens in een straat met interviews woont, 0-100, naar beneden afgerond "
            "op hele vijven. Leeg als dat onbekend is, bij een straat en bij klanten.",
            examples=[80],
        ),
    ]
    respons: Annotated[
        int | None,
        Field(
            description="Welk deel van de contacten een interview werd, 0-100. Alleen bij bewoners van een wijk of de "
            "hele meetronde.",
            examples=[31],
        ),
    ]
    maten: Annotated[list[VastgesteldeMaatOut], Field(description="De maten, altijd dezelfde en in dezelfde volgorde.")]


class VastgesteldeScoreOut(Message):
    """Wat er over één gebied is gepubliceerd: bewoners en klanten naast elkaar, nooit opgeteld."""

    gebied: GebiedOut
    bewoners: Annotated[VastgesteldeGroepOut, Field(description="Straat- en portiekinterviews.")]
    klanten: Annotated[VastgesteldeGroepOut, Field(description="Klantinterviews.")]


class VastgesteldeDrempelsOut(Message):
    """Vanaf wanneer iets wordt verteld, hoe het heet, en hoe zeker een marge is."""

    publiceren_vanaf: Annotated[int, Field(description="Met minder antwoorden vertellen we niets.", examples=[10])]
    verdeling_vanaf: Annotated[
        int, Field(description="Met minder geen verdeling, en percentages in hele vijven.", examples=[20])
    ]
    straat_betrouwbaar_vanaf: Annotated[
        int, Field(description="Met minder is het cijfer van een straat een aanwijzing.", examples=[10])
    ]
    gebied_betrouwbaar_vanaf: Annotated[
        int, Field(description="Met minder is het cijfer van een wijk een aanwijzing.", examples=[30])
    ]
    dekking_vanaf: Annotated[float, Field(description="Met een lagere of onbekende dekking ook, 0-100.", examples=[50])]
    zekerheid: Annotated[
        float,
        Field(description="Hoe vaak een marge het echte cijfer bevat als je vaak zou meten, 0-100.", examples=[95]),
    ]


class VaststellingOut(Message):
    """Eén gepubliceerde versie van de scores van een meetronde. Zij verandert nooit meer."""

    meetronde: Annotated[str, Field(description="De code van de meetronde.", examples=["nulmeting-2019"])]
    naam: Annotated[str, Field(description="De naam van de meetronde.", examples=["Nulmeting 2019"])]
    begindatum: Annotated[datetime.date, Field(description="De eerste dag van de meetronde.", examples=["2019-09-01"])]
    versie: Annotated[int, Field(description="De eerste is 1; elke verbetering is de volgende.", examples=[1])]
    gepubliceerd_op: Annotated[AwareDatetime, Field(description="Wanneer.", examples=["2026-11-24T12:00:00Z"])]
    reden: Annotated[
        str, Field(description="Waarom er een nieuwe versie is. Leeg bij de eerste.", examples=["Dubbelen eruit."])
    ]
    toelichting: Annotated[
        str, Field(description="Wat u bij de cijfers moet weten.", examples=["Verzonnen voorbeeld."])
    ]
    voorlopig: Annotated[bool, Field(description="Gepubliceerde cijfers zijn nooit voorlopig.", examples=[False])]
    drempels: VastgesteldeDrempelsOut


class StratenOut(Message):
    """Een wijk met al haar straten, op naam."""

    wijk: VastgesteldeScoreOut
    straten: list[VastgesteldeScoreOut]


class WijkscoresOut(VaststellingOut, StratenOut):
    """Alles wat er over één wijk is gepubliceerd."""


class MeetrondescoresOut(VaststellingOut):
    """Alles wat er over een meetronde is gepubliceerd: het geheel, en elke wijk op naam met haar straten."""

    totaal: VastgesteldeScoreOut
    wijken: list[StratenOut]
