"""When is measured: the meetronden, the open ones and the closed."""

import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import Field

from app.api.paging import AnyPage, page_after
from app.api.wire import problems
from app.berichten import Message
from app.database import DbSession
from app.errors import InvalidInput, NotFound, NotLoggedIn
from app.gebieden import list_meetronden
from app.models import Meetronde
from app.overzichten import find_meetronde
from app.security import AnyVisitor

router = APIRouter(prefix="/meetrondes", tags=["Meetrondes"])


class MeetrondeOut(Message):
    """Een ronde interviews: een nulmeting of een herhaling daarvan."""

    code: Annotated[str, Field(description="De code van de meetronde.", examples=["nulmeting-2019"])]
    naam: Annotated[str, Field(description="De naam van de meetronde.", examples=["Nulmeting 2019"])]
    toelichting: Annotated[str, Field(description="Wat u bij de cijfers moet weten.", examples=["Alleen klanten."])]
    begindatum: Annotated[datetime.date, Field(description="De eerste dag.", examples=["2019-06-01"])]
    einddatum: Annotated[
        datetime.date | None,
        Field(
            description="De laatste dag, als die vaststaat.",
            examples=["2019-12-31"],
            json_schema_extra={"format": "date"},
        ),
    ]
    open: Annotated[bool, Field(description="Of er nog interviews bij kunnen.", examples=[False])]


@router.get("", summary="Alle meetrondes", responses=problems(InvalidInput, NotLoggedIn))
def get_meetrondes(
    page: AnyPage, _: AnyVisitor, session: DbSession, request: Request, response: Response
) -> list[MeetrondeOut]:
    """De nieuwste eerst."""
    chosen = page_after(list_meetronden(session), lambda meetronde: meetronde.code, page, request, response)
    return [_meetronde(meetronde) for meetronde in chosen]


@router.get("/{code}", summary="Eén meetronde", responses=problems(NotLoggedIn, NotFound))
def get_meetronde(
    code: Annotated[str, Path(description="De code van de meetronde.")], _: AnyVisitor, session: DbSession
) -> MeetrondeOut:
    return _meetronde(find_meetronde(session, code))


def _meetronde(meetronde: Meetronde) -> MeetrondeOut:
    return MeetrondeOut(
        code=meetronde.code,
        naam=meetronde.name,
        toelichting=meetronde.note,
        begindatum=meetronde.starts_on,
        einddatum=meetronde.ends_on,
        open=meetronde.is_open,
    )
