"""How a change between two published meetronden is written down: as coarse as the figures it lies between."""

from typing import Annotated

from pydantic import Field

from app.berichten import Message
from app.domain.verandering import Richting
from app.vaststelling.messages import GebiedOut, KanttekeningOut, MargeOut, VaststellingOut


class VastgesteldeVeranderingOut(Message):
    """Eén maat van één groep in één gebied, in de ene en de andere meetronde."""

    maat: Annotated[str, Field(description="Wat er is gemeten.", examples=["straatladder"])]
    eenheid: Annotated[
        str, Field(description="Waarin het verschil is: `punten` of `procentpunten`.", examples=["punten"])
    ]
    n_van: Annotated[
        int | None,
        Field(description="Hoeveel antwoorden uit de eerste ronde meedoen. Leeg als er niets te vergelijken is."),
    ]
    n_naar: Annotated[int | None, Field(description="Hoeveel antwoorden uit de tweede ronde meedoen.", examples=[41])]
    cijfer_van: Annotated[
        float | None,
        Field(description="Het cijfer van toen, over de straten die zijn vergeleken. Ook leeg onder 5 en boven 95 %."),
    ]
    cijfer_naar: Annotated[float | None, Field(description="Het cijfer van nu, over dezelfde straten.", examples=[3.4])]
    verschil: Annotated[
        float | None,
        Field(description="Boven 0 ging het omhoog. Leeg als een van de twee cijfers leeg is.", examples=[0.4]),
    ]
    marge: Annotated[
        MargeOut | None,
        Field(description="De marge van het verschil, naar buiten afgerond.", examples=[{"laag": 0.0, "hoog": 0.8}]),
    ]
    richting: Annotated[Richting, Field(description="Het oordeel.", examples=["gestegen"])]
    reden: Annotated[str, Field(description="Het oordeel in een zin.", examples=[Richting.GESTEGEN.sentence])]
    kanttekeningen: Annotated[list[KanttekeningOut], Field(description="Wat u moet weten om het verschil te lezen.")]
    straten_vergeleken: Annotated[
        int | None,
        Field(description="Van hoeveel straten in dit gebied ook zelf een verschil is gegeven. Leeg bij een straat."),
    ]
    straten_veranderd: Annotated[
        int | None, Field(description="Hoeveel daarvan er gestegen of gedaald zijn. Leeg bij een straat.", examples=[3])
    ]
    loos_alarm_verwacht: Annotated[
        float | None,
        Field(
            description="Hoeveel dat er gemiddeld zijn als er nergens iets is veranderd. Leeg bij een straat.",
            examples=[1.0],
        ),
    ]


class VastgesteldGebiedsverschilOut(Message):
    """Wat er veranderde in een gebied."""

    gebied: GebiedOut
    bewoners: Annotated[list[VastgesteldeVeranderingOut], Field(description="Straat- en portiekinterviews.")]
    klanten: Annotated[list[VastgesteldeVeranderingOut], Field(description="Klantinterviews.")]


class VastgesteldeVergelijkingOut(Message):
    """Wat er veranderde van de ene gepubliceerde meetronde naar de andere."""

    van: Annotated[VaststellingOut, Field(description="De eerste meetronde, in haar nieuwste versie.")]
    naar: Annotated[VaststellingOut, Field(description="De tweede meetronde, in haar nieuwste versie.")]
    voorlopig: Annotated[bool, Field(description="Gepubliceerde cijfers zijn nooit voorlopig.", examples=[False])]
    kanttekeningen: Annotated[list[KanttekeningOut], Field(description="Wat voor de hele vergelijking geldt.")]
    gebieden: Annotated[
        list[VastgesteldGebiedsverschilOut],
        Field(description="Eerst alles samen, dan elke wijk op naam met daarna haar straten op naam."),
    ]
