"""Taking a wijk, a straat or a portiek out of use, and bringing it back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from fastapi.responses import Response

from app.database import DbSession
from app.gebieden import bring_back, find_portiek, find_straat, find_wijk, retire
from app.security import Coordinator
from app.web.pages import redirect

router = APIRouter(prefix="/gebieden")

PlaceId = Annotated[UUID, Path(alias="id")]


@router.post("/wijken/{code}/uit-gebruik")
def retire_wijk(session: DbSession, coordinator: Coordinator, code: str) -> Response:
    retire(session, find_wijk(session, code), coordinator)
    return redirect(f"/gebieden/wijken/{code}?klaar=uit")


@router.post("/wijken/{code}/in-gebruik")
def bring_back_wijk(session: DbSession, _: Coordinator, code: str) -> Response:
    bring_back(session, find_wijk(session, code))
    return redirect(f"/gebieden/wijken/{code}?klaar=in")


@router.post("/straten/{id}/uit-gebruik")
def retire_straat(session: DbSession, coordinator: Coordinator, straat_id: PlaceId) -> Response:
    retire(session, find_straat(session, straat_id), coordinator)
    return redirect(f"/gebieden/straten/{straat_id}?klaar=uit")


@router.post("/straten/{id}/in-gebruik")
def bring_back_straat(session: DbSession, _: Coordinator, straat_id: PlaceId) -> Response:
    bring_back(session, find_straat(session, straat_id))
    return redirect(f"/gebieden/straten/{straat_id}?klaar=in")


@router.post("/portieken/{id}/uit-gebruik")
def retire_portiek(session: DbSession, coordinator: Coordinator, portiek_id: PlaceId) -> Response:
    portiek = find_portiek(session, portiek_id)
    retire(session, portiek, coordinator)
    return redirect(f"/gebieden/straten/{portiek.straat_id}?klaar=uit")


@router.post("/portieken/{id}/in-gebruik")
def bring_back_portiek(session: DbSession, _: Coordinator, portiek_id: PlaceId) -> Response:
    portiek = find_portiek(session, portiek_id)
    bring_back(session, portiek)
    return redirect(f"/gebieden/straten/{portiek.straat_id}?klaar=in")
