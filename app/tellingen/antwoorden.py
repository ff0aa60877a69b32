"""What was answered, counted from the answers themselves: to begin with, and to see whether the telstand is right."""

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.domain.antwoorden import OPEN_CODE
from app.models import Antwoord, Interview
from app.tellingen.selectie import NO_ANSWER, Key, Selectie, rows, said, within

_KEY = (col(Interview.meetronde_code), col(Interview.straat_id), col(Interview.soort), col(Interview.status))


def recount_interviews(session: Session, selectie: Selectie) -> list[tuple[Key, int, bool, int]]:
    """Count the interviews and refusals per key, version of the questionnaire and consent."""
    columns = (*_KEY, col(Interview.vragenlijst_version), col(Interview.consent))
    query = within(select(*columns, func.count()), Interview, selectie).group_by(*columns)
    return [(Key(*key), version, consent, count) for *key, version, consent, count in rows(session, query)]


def recount_respondents(session: Session, selectie: Selectie) -> list[tuple[Key, str, int]]:
    """Count who answered each question, per key: of several options one person may give several."""
    columns = (*_KEY, col(Antwoord.vraag))
    query = said(select(*columns, func.count(col(Antwoord.interview_id).distinct())), selectie)
    query = query.where(col(Antwoord.code).not_in(NO_ANSWER)).group_by(*columns)
    return [(Key(*key), vraag, count) for *key, vraag, count in rows(session, query)]


def recount_antwoorden(session: Session, selectie: Selectie) -> list[tuple[Key, str, str, int]]:
    """Count each answer to each question per key; an open answer is nobody else's, and not counted."""
    columns = (*_KEY, col(Antwoord.vraag), col(Antwoord.code))
    query = said(select(*columns, func.count()), selectie).where(col(Antwoord.code) != OPEN_CODE).group_by(*columns)
    return [(Key(*key), vraag, code, count) for *key, vraag, code, count in rows(session, query)]
