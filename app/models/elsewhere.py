"""What was measured elsewhere, by others. It stands beside our scores and never enters one."""

from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from app.columns import one_of


class Eenheid(StrEnum):
    """In what a referentiecijfer is told."""

    CIJFER = "cijfer"
    PROCENT = "procent"

    @property
    def range(self) -> tuple[int, int]:
        """The lowest and the highest there is, in hundredths: a grade from 1 to 10, a percentage from 0 to 100."""
        return (100, 1000) if self is Eenheid.CIJFER else (0, 10000)


class Referentiecijfer(SQLModel, table=True):
    """A figure of a municipal monitor or the like, as it was published."""

    __table_args__ = (
        one_of("eenheid", Eenheid),
        CheckConstraint(
            " OR ".join(
                f"eenheid = '{eenheid}' AND hundredths BETWEEN {eenheid.range[0]} AND {eenheid.range[1]}"
                for eenheid in Eenheid
            ),
            name="hundredths",
        ),
        CheckConstraint("length(bron) > 0", name="bron"),
    )

    gebied_code: str = Field(primary_key=True, max_length=60)
    """A wijk's code, or empty for the whole place. No key to `wijk`: the whole place is none."""

    maat: str = Field(primary_key=True, max_length=60)
    periode: str = Field(primary_key=True, max_length=20)
    gebied_name: str = Field(max_length=120)
    hundredths: int
    """Whole hundredths: exact on both databases, of which SQLite has no decimals."""

    eenheid: str = Field(max_length=20)
    bron: str = Field(max_length=200)

    @property
    def value(self) -> Decimal:
        return Decimal(self.hundredths) / 100
