"""One change of an interview at a time: whoever looked at an older state of it is told, and overwrites nothing."""

from sqlmodel import Session

from app.errors import ChangedMeanwhile
from app.models import Interview, Status

WITHDRAWN = "De bewoner heeft dit interview ingetrokken. Er is niets meer om te bekijken of te veranderen."
"""What to say to whoever wants to do something with it."""


def take_turn(session: Session, interview: Interview, seen: int) -> None:
    """Read an interview anew for somebody who saw it at revision `seen`, and keep others from changing it.

    They wait until the transaction ends. Whoever then changes something adds one to the revision. Raises
    ChangedMeanwhile when somebody was first, and when the bewoner withdrew it: then there is nothing left to change.
    """
    hold(session, interview)
    if interview.revision != seen:
        raise ChangedMeanwhile(
            "Iemand anders heeft intussen iets aan dit interview veranderd. Er is nu niets opgeslagen. Kijk eerst wat "
            "er veranderde en kies dan opnieuw."
        )


def hold(session: Session, interview: Interview) -> None:
    """The same for somebody who changes nothing of the interview itself, and may have seen an older one."""
    session.refresh(interview, with_for_update=True)
    if interview.status == Status.INGETROKKEN:
        raise ChangedMeanwhile(WITHDRAWN)
