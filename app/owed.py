"""What must be written before an answer may leave, also by a request that only reads: a debt of its session.

When it cannot be paid the answer does not leave.
"""

from collections.abc import Callable

from sqlmodel import Session

Debt = Callable[[Session], None]

_DEBTS = "debts"


def owe(session: Session, debt: Debt) -> None:
    """Have this done before the answer leaves, with a session that writes."""
    session.info.setdefault(_DEBTS, []).append(debt)


def is_owing(session: Session) -> bool:
    return bool(session.info.get(_DEBTS))


def pay(session: Session, writing: Session) -> None:
    """Do all that this session owes, with one that writes; perhaps itself."""
    debts: list[Debt] = session.info.pop(_DEBTS)
    for debt in debts:
        debt(writing)
