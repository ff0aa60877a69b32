"""How a score is written down: always with n, its margin, its distribution, a verdict, and of whom it speaks."""

from typing import Annotated

from pydantic import Field

from app.berichten import Message
from app.domain.betrouwbaarheid import Oordeel
from app.domain.schatting import Methode
from app.domain.tevredenheid import SATISFIED_FROM
from app.vaststelling.messages import GebiedOut, KanttekeningOut, MargeOut

Gemiddelde = Annotated[
    float | None, Field(description="Het gemiddelde, op 2 decimalen. Leeg bij te weinig antwoorden.", examples=[6.87])
]
OngewogenGemiddelde = Annotated[
    float | None,
    Field(
        description="Het gemiddelde van de antwoorden zelf, elk even zwaar. Leeg bij te weinig antwoorden.",
        examples=[7.02],
    ),
]
Mediaan = Annotated[
    float | None,
    Field(description="Het middelste antwoord, niet gewogen. Leeg bij te weinig antwoorden.", examples=[7]),
]


Marge = Annotated[
    MargeOut | None,
    Field(description="De marge van het cijfer. Leeg bij te weinig antwoorden, en als er geen marge te bepalen is."),
]
Procentmarge = Annotated[
    MargeOut | None,
    Field(description="De marge van het percentage, 0-100.", examples=[{"laag": 40.1, "hoog": 58.7}]),
]


class AantalOut(Message):
    """Hoe vaak een antwoord is gegeven."""

    code: Annotated[str, Field(description="Het antwoord.", examples=["3"])]
    label: Annotated[str, Field(description="Het antwoord in woorden.", examples=["actief contact maken"])]
    aantal: Annotated[int, Field(description="Hoe vaak.", examples=[6])]


class MaatOut(Message):
    """Eén maat van één groep in één gebied."""

    n: Annotated[int, Field(description="Hoeveel mensen een antwoord gaven dat meetelt.", examples=[15])]
    oordeel: Annotated[Oordeel, Field(description="Hoe ver het cijfer draagt.", examples=["betrouwbaar"])]
    reden: Annotated[
        str,
        Field(description="Het oordeel in een zin.", examples=["15 antwoorden: genoeg voor een betrouwbaar cijfer."]),
    ]
    weet_niet: Annotated[int, Field(description="Hoeveel mensen het niet wisten. Telt niet mee.", examples=[1])]
    wil_niet_zeggen: Annotated[int, Field(description="Hoeveel mensen het niet wilden zeggen.", examples=[0])]
    niet_ingevuld: Annotated[int, Field(description="Hoeveel interviews hier geen antwoord hebben.", examples=[0])]
    verdeling: Annotated[
        list[AantalOut] | None,
        Field(description="Hoe vaak elk antwoord is gegeven. Leeg bij te weinig antwoorden."),
    ]


class GeschatOut(MaatOut):
    """Een maat met een cijfer dat voor het hele gebied is geschat."""

    marge: Marge
    methode: Annotated[
        Methode | None,
        Field(description="Hoe de marge is gemaakt. Leeg bij te weinig antwoorden.", examples=["t-verdeling"]),
    ]
    gewogen: Annotated[
        bool | None,
        Field(
            description="Of elke straat meetelt naar haar huishoudens. Nee: elk antwoord telt even zwaar. Leeg bij te "
            "weinig antwoorden.",
            examples=[True],
        ),
    ]
    kanttekeningen: Annotated[list[KanttekeningOut], Field(description="Wat u moet weten om het cijfer goed te lezen.")]


class LadderOut(GeschatOut):
    """Een ladder met vijf treden. Het gemiddelde neemt aan dat elke stap even groot is."""

    gemiddelde: Gemiddelde
    ongewogen_gemiddelde: OngewogenGemiddelde
    mediaan: Mediaan
    notatie: Annotated[
        str | None, Field(description="Het gemiddelde als rapportcijfer, op een kwart: 2,75 is “3-”.", examples=["3-"])
    ]


class StraatladderOut(LadderOut):
    """De straatladder, ook als het deel van de mensen dat contact met buren ziet."""

    percentage_trede_drie_of_hoger: Annotated[
        float | None, Field(description="Welk deel trede 3 of hoger kiest, 0-100.", examples=[49.2])
    ]
    marge_trede_drie_of_hoger: Procentmarge


class CijferOut(GeschatOut):
    """Een rapportcijfer van 1 tot en met 10."""

    gemiddelde: Gemiddelde
    ongewogen_gemiddelde: OngewogenGemiddelde
    mediaan: Mediaan


class TevredenheidOut(CijferOut):
    """Het cijfer voor de diensten, alleen van wie er ervaring mee heeft."""

    ervaring: Annotated[int, Field(description="Hoeveel mensen ervaring hebben met de diensten.", examples=[12])]
    gevraagd: Annotated[int, Field(description="Aan hoeveel mensen dat is gevraagd.", examples=[64])]
    percentage_tevreden: Annotated[
        float | None, Field(description="Welk deel een cijfer op of boven de grens geeft, 0-100.", examples=[49.2])
    ]
    marge_tevreden: Procentmarge
    grens: Annotated[int, Field(description="Vanaf dit cijfer heet iemand tevreden.", examples=[SATISFIED_FROM])]


class BekendheidOut(GeschatOut):
    """Of mensen de organisatie kennen."""

    marge: Procentmarge
    percentage_bekend: Annotated[
        float | None, Field(description="Welk deel haar kent, van naam of uit ervaring, 0-100.", examples=[45.3])
    ]


class GroepOut(Message):
    """Wat één groep zegt over een gebied."""

    interviews: Annotated[int, Field(description="Hoeveel interviews meetellen.", examples=[15])]
    weigeringen: Annotated[int, Field(description="Hoeveel mensen niet wilden meedoen.", examples=[4])]
    vragenlijsten: Annotated[list[str], Field(description="Met welke versies is gevraagd.", examples=[["straat-v1"]])]
    dekking: Annotated[
        float | None,
        Field(
            description="Welk deel van de huishoudens in een straat met interviews woont, 0-100, naar beneden "
            "afgerond. Leeg als dat onbekend is, bij een straat en bij klanten.",
            examples=[81.5],
        ),
    ]
    straatladder: StraatladderOut
    leefbaarheidsladder: LadderOut
    tevredenheid: TevredenheidOut
    schoon: CijferOut
    veilig: CijferOut
    gezellig: CijferOut
    bekendheid: BekendheidOut


class KlantenOut(GroepOut):
    """Wat klanten zeggen over een gebied, en wie zij zijn."""

    opdrachtgever: MaatOut
    diensten: MaatOut
    bekend_via: MaatOut


class DrempelsOut(Message):
    """Vanaf wanneer een oordeel verandert, en hoe zeker een marge is."""

    cijfer_vanaf: Annotated[int, Field(description="Met minder antwoorden geven we geen cijfer.", examples=[5])]
    betrouwbaar_vanaf: Annotated[int, Field(description="Met minder is het een aanwijzing.", examples=[30])]
    dekking_vanaf: Annotated[
        float | None,
        Field(
            description="Met een lagere of onbekende dekking is een cijfer van bewoners een aanwijzing, 0-100. Leeg "
            "bij een straat.",
            examples=[50],
        ),
    ]
    zekerheid: Annotated[
        float,
        Field(description="Hoe vaak een marge het echte cijfer bevat als je vaak zou meten, 0-100.", examples=[95]),
    ]


class ScoreOut(Message):
    """Wat een meetronde zegt over een gebied: bewoners en klanten naast elkaar, nooit opgeteld."""

    meetronde: Annotated[str, Field(description="De code van de meetronde.", examples=["herhaalmeting-2026"])]
    toelichting: Annotated[
        str, Field(description="Wat u bij de cijfers moet weten.", examples=["Verzonnen voorbeeld."])
    ]
    voorlopig: Annotated[bool, Field(description="Of de cijfers nog kunnen veranderen.", examples=[True])]
    alleen_goedgekeurd: Annotated[bool, Field(description="Of alleen goedgekeurde interviews meetellen.")]
    gebied: GebiedOut
    drempels: DrempelsOut
    bewoners: Annotated[GroepOut, Field(description="Straat- en portiekinterviews.")]
    klanten: Annotated[KlantenOut, Field(description="Klantinterviews.")]
