"""What is kept elsewhere: the backups that were made of all the rest."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Column, Field, SQLModel

from app.columns import UtcDateTime


class Backup(SQLModel, table=True):
    """A backup that was found good. Whatever the server received before `safe_before` is in it.

    `size` is that of the file in bytes, `restored` whether it was tried by restoring it or only read through, `sealed`
    whether it is encrypted. `schakel_number` and `schakel_hash` are of the last link of the trail's chain that is in
    it for sure. A database that was restored knows the backups before the one it came from.
    """

    __table_args__ = (
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("interviews >= 0", name="interviews"),
    )

    name: str = Field(primary_key=True, max_length=60)
    safe_before: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    made_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    interviews: int
    restored: bool
    sealed: bool
    schakel_number: int | None = Field(default=None, sa_column=Column(BigInteger))
    schakel_hash: str | None = Field(default=None, max_length=64)
