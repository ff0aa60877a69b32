"""How a change is written down: never without its margin, its numbers of answers and a verdict in words."""

from typing import Annotated

from pydantic import Field

from app.berichten import Message
from app.domain.schatting import Methode
from app.domain.verandering import Richting
from app.vaststelling.messages import GebiedOut, KanttekeningOut, MargeOut


class RondeOut(Message):
    """Een van de twee meetronden."""

    code: Annotated[str, Field(description="De code van de meetronde.", examples=["nulmeting-2019"])]
    naam: Annotated[str, Field(description="De naam van de meetronde.", examples=["Nulmeting 2019"])]
    toelichting: Annotated[
        str, Field(description="Wat u bij de cijfers moet weten.", examples=["Verzonnen voorbeeld."])
    ]


class LoosAlarmOut(Message):
    """Veel straten tegelijk: hoeveel er veranderd lijken, en hoeveel dat door toeval alleen al zouden zijn."""

    vergeleken: Annotated[int, Field(description="Hoeveel straten zijn vergeleken.", examples=[20])]
    gevonden: Annotated[int, Field(description="Hoeveel er gestegen of gedaald zijn.", examples=[3])]
    verwacht: Annotated[
        float,
        Field(description="Hoeveel dat er gemiddeld zijn als er nergens iets is veranderd.", examples=[1.0]),
    ]


class VeranderingOut(Message):
    """Eén maat van één groep in één gebied, in de ene en de andere meetronde."""

    eenheid: Annotated[
        str, Field(description="Waarin het verschil is: `punten` of `procentpunten`.", examples=["punten"])
    ]
    n_van: Annotated[int, Field(description="Hoeveel antwoorden uit de eerste ronde meedoen.", examples=[34])]
    n_naar: Annotated[int, Field(description="Hoeveel antwoorden uit de tweede ronde meedoen.", examples=[41])]
    verschil: Annotated[
        float | None,
        Field(description="Boven 0 ging het omhoog. Leeg bij te weinig antwoorden.", examples=[0.43]),
    ]
    marge: Annotated[
        MargeOut | None,
        Field(
            description="De marge van het verschil. Leeg als die niet te bepalen is.",
            examples=[{"laag": 0.08, "hoog": 0.78}],
        ),
    ]
    methode: Annotated[
        Methode | None,
        Field(description="Hoe de marge is gemaakt. Leeg bij te weinig antwoorden.", examples=["welch"]),
    ]
    richting: Annotated[Richting, Field(description="Het oordeel.", examples=["gestegen"])]
    reden: Annotated[str, Field(description="Het oordeel in een zin.", examples=[Richting.GESTEGEN.sentence])]
    kanttekeningen: Annotated[list[KanttekeningOut], Field(description="Wat u moet weten om het verschil te lezen.")]
    loos_alarm: Annotated[
        LoosAlarmOut | None, Field(description="Over de straten van dit gebied. Leeg bij een straat.")
    ]


class StraatverwijzingOut(Message):
    """Een straat."""

    code: Annotated[
        str, Field(description="Het UUID van de straat.", examples=["278cff10-f784-5c98-95ce-d916bed53cdc"])
    ]
    naam: Annotated[str, Field(description="De naam.", examples=["Talmaweg"])]


class GroepsveranderingOut(Message):
    """Wat er voor één groep veranderde in een gebied."""

    interviews_van: Annotated[int, Field(description="Hoeveel interviews de eerste ronde telt.", examples=[38])]
    interviews_naar: Annotated[int, Field(description="Hoeveel interviews de tweede ronde telt.", examples=[44])]
    straten: Annotated[
        list[StraatverwijzingOut],
        Field(
            description="De straten met interviews in beide ronden: die zijn vergeleken. Leeg bij klanten in een wijk: "
            "hun antwoorden nemen we samen, waar ze ook wonen."
        ),
    ]
    straatladder: VeranderingOut
    tevredenheid: VeranderingOut
    tevreden: Annotated[VeranderingOut, Field(description="Het percentage dat tevreden is.")]
    schoon: VeranderingOut
    veilig: VeranderingOut
    gezellig: VeranderingOut
    bekendheid: Annotated[VeranderingOut, Field(description="Het percentage dat de organisatie kent.")]


class GebiedsveranderingOut(Message):
    """Wat er veranderde in een gebied."""

    gebied: GebiedOut
    bewoners: Annotated[GroepsveranderingOut, Field(description="Straat- en portiekinterviews.")]
    klanten: Annotated[GroepsveranderingOut, Field(description="Klantinterviews.")]


class VergelijkingOut(Message):
    """Wat er veranderde van de ene meetronde naar de andere."""

    van: Annotated[RondeOut, Field(description="De eerste meetronde.")]
    naar: Annotated[RondeOut, Field(description="De tweede meetronde.")]
    voorlopig: Annotated[bool, Field(description="Of de cijfers nog kunnen veranderen.", examples=[True])]
    alleen_goedgekeurd: Annotated[bool, Field(description="Of alleen goedgekeurde interviews meetellen.")]
    vergelijken_vanaf: Annotated[
        int, Field(description="Met minder antwoorden in een van de ronden vergelijken we niet.", examples=[5])
    ]
    zekerheid: Annotated[
        float,
        Field(description="Hoe vaak een marge het echte verschil bevat als je vaak zou meten, 0-100.", examples=[95]),
    ]
    kanttekeningen: Annotated[list[KanttekeningOut], Field(description="Wat voor de hele vergelijking geldt.")]
    gebieden: Annotated[
        list[GebiedsveranderingOut],
        Field(description="Eerst alles samen, dan elke wijk op naam met daarna haar straten op naam."),
    ]
