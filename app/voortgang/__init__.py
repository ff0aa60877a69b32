"""Following a meetronde: what was done beside what is wanted, per straat, interviewer and day, and what phones hold.

Read `keuze` (what is followed), `straten` (which straten need most), `werk` (who held how many on which day), and `dag`
(one day, to print). Coordinators only see how many: no answer and no score is read.
"""

from app.voortgang.dag import Dag, summarize_day
from app.voortgang.keuze import Volgkeuze
from app.voortgang.straten import Straatvoortgang, Voortgang, follow_straten, respons_in
from app.voortgang.werk import Werk, Werkweek, follow_work

__all__ = [
    "Dag",
    "Straatvoortgang",
    "Volgkeuze",
    "Voortgang",
    "Werk",
    "Werkweek",
    "follow_straten",
    "follow_work",
    "respons_in",
    "summarize_day",
]
