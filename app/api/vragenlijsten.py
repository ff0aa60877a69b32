"""What is asked: every version of every questionnaire, for whoever writes to the API or reads its figures."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from pydantic import Field

from app.api.paging import AnyPage, page_after
from app.api.wire import problems
from app.berichten import Message
from app.domain.vragenlijst import Soort, Vraag, Vraagsoort, Vragenlijst
from app.errors import InvalidInput, NotFound, NotLoggedIn
from app.security import AnyVisitor
from app.vragenlijsten import all_vragenlijsten
from app.vragenlijsten.xlsform import XLSX, write_xlsform

router = APIRouter(prefix="/vragenlijsten", tags=["Vragenlijsten"])

AS_WORKBOOK: dict[int | str, dict[str, Any]] = {
    200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}
}


class OptieOut(Message):
    """Een antwoord waaruit gekozen wordt."""

    code: Annotated[str, Field(description="Wat u instuurt en terugkrijgt.", examples=["van_naam"])]
    label: Annotated[str, Field(description="Wat mensen lezen.", examples=["Ja, van naam"])]


class VoorwaardeOut(Message):
    """Wanneer een vraag wordt gesteld."""

    vraag: Annotated[str, Field(description="De eerdere vraag.", examples=["bekendheid"])]
    codes: Annotated[list[str], Field(description="Bij welke antwoorden.", examples=[["zelf_mee_te_maken"]])]


class VraagOut(Message):
    """Eén vraag."""

    sleutel: Annotated[str, Field(description="De naam van de vraag in `antwoorden`.", examples=["schoon"])]
    soort: Annotated[Vraagsoort, Field(description="Wat voor antwoord erbij hoort.", examples=["cijfer"])]
    rubriek: Annotated[str, Field(description="Onder welk kopje de vraag staat.", examples=["De buurt"])]
    tekst: Annotated[str, Field(description="De vraag zoals hij wordt gesteld.", examples=["Hoe schoon is het hier?"])]
    uitleg: Annotated[
        str, Field(description="Uitleg voor de interviewer.", examples=["1 is heel vuil, 10 is heel schoon."])
    ]
    opties: Annotated[list[OptieOut], Field(description="De antwoorden waaruit gekozen wordt, ook weet niet.")]
    alleen: Annotated[
        str | None, Field(description="Dit antwoord gaat niet samen met andere antwoorden.", examples=["geen"])
    ]
    minimum: Annotated[int | None, Field(description="Het laagste getal dat mag.", examples=[1])]
    maximum: Annotated[int | None, Field(description="Het hoogste getal dat mag.", examples=[10])]
    laag: Annotated[str, Field(description="Wat het laagste getal betekent.", examples=["heel vuil"])]
    hoog: Annotated[str, Field(description="Wat het hoogste getal betekent.", examples=["heel schoon"])]
    verplicht: Annotated[bool, Field(description="Of er een antwoord moet zijn.", examples=[True])]
    alleen_als: Annotated[VoorwaardeOut | None, Field(description="De vraag wordt alleen dan gesteld.")]
    eindigt_tenzij: Annotated[
        str | None, Field(description="Bij elk ander antwoord stopt het interview.", examples=["ja"])
    ]


class VragenlijstOut(Message):
    """Eén versie van een vragenlijst. Een versie verandert nooit meer."""

    code: Annotated[str, Field(description="De soort en de versie.", examples=["straat-v1"])]
    soort: Annotated[Soort, Field(description="Wie de vragen krijgt.", examples=["straat"])]
    versie: Annotated[int, Field(description="Het nummer van de versie.", examples=[1])]
    titel: Annotated[str, Field(description="De naam van de vragenlijst.", examples=["Straatinterview"])]
    inleiding: Annotated[
        str, Field(description="Wat de interviewer vooraf leest.", examples=["Een gesprek op straat."])
    ]
    vragen: Annotated[list[VraagOut], Field(description="De vragen, op volgorde.")]


@router.get("", summary="Alle vragenlijsten", responses=problems(InvalidInput, NotLoggedIn))
def get_vragenlijsten(page: AnyPage, _: AnyVisitor, request: Request, response: Response) -> list[VragenlijstOut]:
    """Elke versie van elke vragenlijst."""
    everything = list(all_vragenlijsten().values())
    return [
        _vragenlijst(vragenlijst)
        for vragenlijst in page_after(everything, lambda vragenlijst: vragenlijst.code, page, request, response)
    ]


@router.get("/{code}", summary="Eén vragenlijst", responses=problems(NotLoggedIn, NotFound))
def get_vragenlijst(
    code: Annotated[str, Path(description="De soort en de versie, zoals straat-v1.")], _: AnyVisitor
) -> VragenlijstOut:
    return _vragenlijst(_find(code))


@router.get(
    "/{code}/xlsform",
    summary="Eén vragenlijst als XLSForm",
    response_class=Response,
    responses=AS_WORKBOOK | problems(NotLoggedIn, NotFound),
)
def get_xlsform(
    code: Annotated[str, Path(description="De soort en de versie, zoals straat-v1.")], _: AnyVisitor
) -> Response:
    """Dezelfde vragen voor een ander programma voor vragenlijsten, als werkmap volgens xlsform.org.

    In alle talen van de toonkaart. Een taal die niemand heeft nagekeken, heet “concept”.
    """
    content = write_xlsform(_find(code))
    named = {"Content-Disposition": f'attachment; filename="wijkpeil-{code}.xlsx"'}
    return Response(content, media_type=XLSX, headers=named)


def _find(code: str) -> Vragenlijst:
    if code not in all_vragenlijsten():
        raise NotFound(f"Er is geen vragenlijst “{code}”. Kies uit: {', '.join(all_vragenlijsten())}.")
    return all_vragenlijsten()[code]


def _vragenlijst(vragenlijst: Vragenlijst) -> VragenlijstOut:
    return VragenlijstOut(
        code=vragenlijst.code,
        soort=vragenlijst.soort,
        versie=vragenlijst.version,
        titel=vragenlijst.title,
        inleiding=vragenlijst.introduction,
        vragen=[_vraag(vraag) for vraag in vragenlijst.vragen],
    )


def _vraag(vraag: Vraag) -> VraagOut:
    condition = vraag.alleen_als
    return VraagOut(
        sleutel=vraag.key,
        soort=vraag.soort,
        rubriek=vraag.section,
        tekst=vraag.text,
        uitleg=vraag.hint,
        opties=[OptieOut(code=optie.code, label=optie.label) for optie in (*vraag.options, *vraag.nonresponse)],
        alleen=vraag.exclusive,
        minimum=vraag.minimum if vraag.is_numeric else None,
        maximum=vraag.maximum if vraag.is_numeric else None,
        laag=vraag.low_label,
        hoog=vraag.high_label,
        verplicht=vraag.required,
        alleen_als=VoorwaardeOut(vraag=condition.vraag, codes=sorted(condition.codes)) if condition else None,
        eindigt_tenzij=vraag.ends_unless,
    )
