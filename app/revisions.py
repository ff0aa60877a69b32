"""One change of an interview at a time: whoever looked at an older state of it is told, and overwrites nothing."""

from sqlmodel import Session

from app.errors import ChangedMeanwhile
from app.models import Interview


def take_turn(session: Session, interview: Interview, seen: int) -> None:
    """Read an interview anew for somebody who saw it at revision `seen`, and keep others from changing it.

    They wait until the transaction ends. Whoever then changes something adds one to the revision. Raises
    ChangedMeanwhile when somebody was first.
    """
    session.refresh(interview, with_for_update=True)
    if interview.revision != seen:
        raise ChangedMeanwhile(
            "Iemand anders heeft intussen iets aan dit interview veranderd. Er is nu niets opgeslagen. Kijk eerst wat "
            "er veranderde en kies dan opnieuw."
        )
