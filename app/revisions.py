"""One change of an interview at a time: whoever looked at an older state of it is told, and overwrites nothing."""

from sqlmodel import Session, col, update

from app.errors import ChangedMeanwhile
from app.models import Interview


def claim(session: Session, interview: Interview, seen: int) -> None:
    """Take the next change of an interview, for somebody who saw it at revision `seen`.

    Until the transaction ends nobody else can change it: read what is to be changed after this. Raises ChangedMeanwhile
    when somebody was first.
    """
    changed = session.connection().execute(
        update(Interview)
        .where(col(Interview.id) == interview.id, col(Interview.revision) == seen)
        .values(revision=seen + 1)
    )
    if changed.rowcount == 0:
        raise ChangedMeanwhile(
            "Iemand anders heeft intussen iets aan dit interview veranderd. Er is nu niets opgeslagen. Kijk eerst wat "
            "er veranderde en kies dan opnieuw."
        )
    session.refresh(interview)
