"""What came of looking at the invented interviews: every state of the review, and one of all that can be done there."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import uuid5

from sqlmodel import Session, col, select

from app.beoordeling import remark, review
from app.correcties import answers_now, correct
from app.domain.reden import Reden
from app.domain.vragenlijst import Soort, Vragenlijst
from app.interviews import Inzending
from app.models import Aanleiding, Antwoord, Gebruiker, Interview, Meetronde, Status
from app.navragen import Antwoordbrief, Wijziging, open_navragen, receive_reactie
from app.vragenlijsten import newest_vragenlijst
from app.weglatingen import take_out

SAID_TOO_MUCH = ("Bel buurman Kees maar, 06-12345678, die regelt het.", "Vraag het mevrouw De Wit van de soos.")
"""What some people answer although nobody asks for names."""


def saying_too_much(inzendingen: Iterable[Inzending]) -> Iterator[Inzending]:
    """These interviews, of which the first few with a wish for the wijk say too much."""
    names = iter(SAID_TOO_MUCH)
    for inzending in inzendingen:
        said = next(names, None) if "meer_doen" in inzending.antwoorden else None
        yield replace(inzending, antwoorden={**inzending.antwoorden, "meer_doen": said}) if said else inzending


def look_through(session: Session, anna: Gebruiker, bilal: Gebruiker, herhaalmeting: Meetronde) -> None:
    """The nulmeting is reviewed; of the herhaalmeting the half that says nothing of anybody, with one sent back and one
    rejected. Of those that wait, a few were asked about, corrected, or talked about.
    """
    query = select(Interview).where(col(Interview.consent)).order_by(col(Interview.meetronde_code), col(Interview.id))
    decided = {7: (Status.TERUGGESTUURD, "Bij “overlast” staat iets anders. Wat bedoelde de bewoner?"),
               19: (Status.AFGEKEURD, "Dubbel: hetzelfde gesprek is twee keer ingevuld.")}  # fmt: skip
    telling = set(session.exec(select(Aanleiding.interview_id).where(Aanleiding.reden == Reden.NAAM)))
    waiting = []
    for number, interview in enumerate(session.exec(query).all()):
        is_repeated = interview.meetronde_code == herhaalmeting.code
        if interview.id in telling or (is_repeated and number % 2 == 0 and number not in decided):
            waiting.append(interview)
            continue
        status, reason = decided.get(number, (Status.GOEDGEKEURD, "")) if is_repeated else (Status.GOEDGEKEURD, "")
        review(session, interview, anna, status, reason, seen=interview.revision)
    straat = newest_vragenlijst(Soort.STRAAT)
    of_bilal = [
        each
        for each in waiting
        if each.interviewer_id == bilal.id and each.soort == Soort.STRAAT and each.id not in telling
    ]
    answered, asked, corrected, talked_about = of_bilal[:4]
    _ask_and_answer(session, anna, bilal, answered, straat)
    _send_back(session, anna, asked, "Geldt het cijfer voor veilig overdag, of vooral ’s avonds? Weet u dat nog?")
    _correct(session, anna, corrected, straat)
    remark(session, talked_about, anna, "Lijkt op een gesprek van vorige week. Ik vraag het na.")
    _take_out(session, anna)


def _send_back(session: Session, anna: Gebruiker, interview: Interview, question: str) -> None:
    review(session, interview, anna, Status.TERUGGESTUURD, question, seen=interview.revision)
    session.flush()


def _ask_and_answer(
    session: Session, anna: Gebruiker, bilal: Gebruiker, interview: Interview, vragenlijst: Vragenlijst
) -> None:
    _send_back(session, anna, interview, "Het cijfer voor schoon is heel anders dan bij de buren. Klopt het?")
    (navraag,) = (each for each in open_navragen(session, bilal) if each.interview.id == interview.id)
    was = answers_now(session, interview, vragenlijst)["schoon"]
    changed = {"schoon": Wijziging(was, 6 if was != 6 else 7)}
    said = "Nee, ik tikte verkeerd. Het staat goed in mijn schrift."
    brief = Antwoordbrief(uuid5(interview.id, "reactie"), interview.id, navraag.id, said, changed)
    receive_reactie(session, brief, bilal)


def _correct(session: Session, anna: Gebruiker, interview: Interview, vragenlijst: Vragenlijst) -> None:
    was = answers_now(session, interview, vragenlijst)["veilig"]
    better = {"veilig": 7 if was != 7 else 8}
    reason = "De interviewer belde: hier hoort een ander cijfer."
    correct(session, interview, vragenlijst, anna, better, reason, seen=interview.revision)
    review(session, interview, anna, Status.GOEDGEKEURD, "", seen=interview.revision)


def _take_out(session: Session, anna: Gebruiker) -> None:
    """The first who said too much: the number and the name are gone."""
    interview = session.exec(
        select(Interview).join(Antwoord).where(Antwoord.vraag == "meer_doen", Antwoord.text == SAID_TOO_MUCH[0])
    ).one()
    vragenlijst = newest_vragenlijst(Soort(interview.soort))
    for piece in ("buurman Kees", "06-12345678"):
        take_out(session, interview, vragenlijst, anna, "meer_doen", piece, seen=interview.revision)
        session.flush()
