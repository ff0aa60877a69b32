"""SQL: every GROUP BY behind a figure. It counts; scores are made of the counts elsewhere.

What was answered is counted as it comes in (`telstand`), and only counted again here to see whether that went well.
Read `selectie` first (what is counted), then `contacten` (interviews and doors), `plannen`, `gemarkeerd` (passages of
open answers) and `antwoorden`.
"""

from app.tellingen.antwoorden import recount_antwoorden, recount_interviews, recount_respondents
from app.tellingen.contacten import (
    NOBODY,
    Contacttelling,
    Dagdeuren,
    Daginterviews,
    Dagtelling,
    Gehouden,
    Werktelling,
    count_all_contactpogingen,
    count_contactpogingen,
    count_days,
    count_doors_between,
    count_held,
    count_interviews_on,
    count_per_meetronde,
    count_per_straat,
    count_received,
    count_work,
)
from app.tellingen.gemarkeerd import (
    Fragmenttelling,
    Teksttelling,
    count_fragmenten,
    count_unnamed,
    count_verzamelnamen,
    is_marked_in,
)
from app.tellingen.plannen import Plantelling, count_plans, count_straten
from app.tellingen.selectie import COUNTING, NO_ANSWER, Key, Niveau, Query, Selectie, left_out

__all__ = [
    "COUNTING",
    "NOBODY",
    "NO_ANSWER",
    "Contacttelling",
    "Dagdeuren",
    "Daginterviews",
    "Dagtelling",
    "Fragmenttelling",
    "Gehouden",
    "Key",
    "Niveau",
    "Plantelling",
    "Query",
    "Selectie",
    "Teksttelling",
    "Werktelling",
    "count_all_contactpogingen",
    "count_contactpogingen",
    "count_days",
    "count_doors_between",
    "count_fragmenten",
    "count_held",
    "count_interviews_on",
    "count_per_meetronde",
    "count_per_straat",
    "count_plans",
    "count_received",
    "count_straten",
    "count_unnamed",
    "count_verzamelnamen",
    "count_work",
    "is_marked_in",
    "left_out",
    "recount_antwoorden",
    "recount_interviews",
    "recount_respondents",
]
