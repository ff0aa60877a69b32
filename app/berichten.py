"""What a phone or another system hands in, as JSON: the same over the API and in a phone's file.

Fields bear the Dutch names of the JSON, with an underscore for each capital. What they say is read by people too: the
API's documentation is made of it.
"""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StrictInt
from pydantic.alias_generators import to_camel

from app.domain.intrekcode import SHAPE
from app.domain.respons import Contactuitkomst
from app.domain.vragenlijst import DUTCH, Soort
from app.interviews import Inzending
from app.models import Contactpoging
from app.navragen import Antwoordbrief, Wijziging

EXAMPLE_STRAAT = "6f1c2a34-52a2-5f0e-9d0b-3a1f6f2f7d10"
EXAMPLE_ANTWOORDEN = {"toestemming": "ja", "straatladder": 3, "schoon": 6, "veilig": 7, "gezellig": "weet_niet"}

LANGUAGE = r"^[a-z]{2,3}$"
CLOCK_RANGE = 2**31 - 1
"""How many seconds a phone's clock may be off: 68 years. One that lost its clock says 1970."""


class Message(BaseModel):
    """What travels as JSON: Dutch camelCase names, nothing unknown."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, extra="forbid", frozen=True)


class InterviewIn(Message):
    """Een interview zoals het wordt ingestuurd. Wat mag en moet, staat in de vragenlijst."""

    soort: Annotated[Soort, Field(description="Wie er vragen kreeg.", examples=["straat"])]
    vragenlijst_versie: Annotated[StrictInt, Field(description="Met welke versie er is gevraagd.", examples=[1])]
    meetronde: Annotated[
        str, Field(max_length=60, description="De code van de meetronde.", examples=["herhaalmeting-2026"])
    ]
    straat_id: Annotated[UUID, Field(description="In welke straat.", examples=[EXAMPLE_STRAAT])]
    portiek_id: Annotated[UUID | None, Field(description="In welk portiek; alleen bij een portiekinterview.")] = None
    begonnen_op: Annotated[AwareDatetime, Field(description="Wanneer het begon.", examples=["2026-09-10T12:03:00Z"])]
    afgerond_op: Annotated[
        AwareDatetime, Field(description="Wanneer het klaar was.", examples=["2026-09-10T12:09:00Z"])
    ]
    antwoorden: Annotated[
        dict[str, Any],
        Field(
            description="Per vraag het antwoord: een getal, een code, een lijst van codes, of tekst. "
            "Bij “nee” op toestemming bewaren we alleen dát.",
            examples=[EXAMPLE_ANTWOORDEN],
        ),
    ]
    taal: Annotated[
        str,
        Field(pattern=LANGUAGE, description="In welke taal de vragen werden getoond (BCP 47).", examples=["pl"]),
    ] = DUTCH
    klokverschil: Annotated[
        StrictInt | None,
        Field(
            ge=-CLOCK_RANGE,
            le=CLOCK_RANGE,
            description="Hoeveel seconden de klok van de telefoon voorliep op die van ons; onder nul liep hij achter. "
            "Alleen als dat gemeten is.",
            examples=[-420],
        ),
    ] = None
    intrekcode: Annotated[
        str | None,
        Field(
            pattern=SHAPE,
            description="De code waarmee de bewoner het gesprek kan laten intrekken. Kies haar per interview, door het "
            "toeval. We bewaren haar niet, alleen een afdruk.",
            examples=["merel-kasteel-4821"],
        ),
    ] = None
    toestemming_op: Annotated[
        AwareDatetime | None,
        Field(description="Wanneer iemand ja of nee zei.", examples=["2026-09-10T12:03:40Z"]),
    ] = None
    toestemming_taal: Annotated[
        str,
        Field(
            pattern=LANGUAGE,
            description="In welke taal om toestemming is gevraagd (BCP 47). Telt alleen samen met `toestemmingOp`.",
            examples=["pl"],
        ),
    ] = DUTCH

    def as_inzending(self, interview_id: UUID) -> Inzending:
        """The interview under the id it came with."""
        return Inzending(
            id=interview_id,
            soort=self.soort,
            vragenlijst_version=self.vragenlijst_versie,
            meetronde_code=self.meetronde,
            straat_id=self.straat_id,
            portiek_id=self.portiek_id,
            started_at=self.begonnen_op,
            finished_at=self.afgerond_op,
            antwoorden=self.antwoorden,
            language=self.taal,
            clock_offset=self.klokverschil,
            intrekcode=self.intrekcode,
            consent_at=self.toestemming_op,
            consent_language=self.toestemming_taal,
        )


class ContactpogingIn(Message):
    """Een deur waarachter geen interview kwam."""

    meetronde: Annotated[
        str, Field(max_length=60, description="De code van de meetronde.", examples=["herhaalmeting-2026"])
    ]
    straat_id: Annotated[UUID, Field(description="In welke straat.", examples=[EXAMPLE_STRAAT])]
    portiek_id: Annotated[UUID | None, Field(description="In welk portiek, als dat bekend is.")] = None
    uitkomst: Annotated[Contactuitkomst, Field(description="Hoe het afliep.", examples=["niet_thuis"])]
    moment: Annotated[AwareDatetime, Field(description="Wanneer het was.", examples=["2026-09-10T12:03:00Z"])]

    def as_contactpoging(self, contactpoging_id: UUID, interviewer_id: UUID) -> Contactpoging:
        """The contactpoging under the id it came with, of this interviewer; not stored yet."""
        return Contactpoging(
            id=contactpoging_id,
            meetronde_code=self.meetronde,
            straat_id=self.straat_id,
            portiek_id=self.portiek_id,
            interviewer_id=interviewer_id,
            outcome=self.uitkomst,
            happened_at=self.moment,
        )


class WijzigingIn(Message):
    """Eén antwoord dat anders moet. `null` betekent: geen antwoord."""

    was: Annotated[Any, Field(description="Wat er stond toen de interviewer keek.", examples=[6])]
    wordt: Annotated[Any, Field(description="Wat het moet zijn.", examples=[7])]


class ReactieIn(Message):
    """Wat een interviewer antwoordt als een interview is teruggestuurd."""

    navraag: Annotated[
        UUID,
        Field(
            description="Op welke vraag van de coördinator.",
            examples=["b1e6a0f4-5f0e-4c0b-8f5d-0d1f5a3c7e21"],
        ),
    ]
    tekst: Annotated[
        str, Field(description="Het antwoord in woorden.", examples=["Hij bedoelde de brommers op het plein."])
    ] = ""
    wijzigingen: Annotated[
        dict[str, WijzigingIn],
        Field(
            description="Per vraag wat er anders moet; alleen wat verandert. Samen met de andere antwoorden moet het "
            "kloppen met de vragenlijst.",
            examples=[{"schoon": {"was": 6, "wordt": 7}}],
        ),
    ] = {}

    def as_brief(self, interview_id: UUID, reactie_id: UUID) -> Antwoordbrief:
        """The reply under the id it came with, about this interview."""
        changed = {key: Wijziging(each.was, each.wordt) for key, each in self.wijzigingen.items()}
        return Antwoordbrief(reactie_id, interview_id, self.navraag, self.tekst, changed)
