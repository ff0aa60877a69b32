"""Pictures of figures: what is drawn, and where, as plain data that the templates in `beelden/` only have to draw.

Nothing here asks where a figure comes from, so that live and published figures are drawn alike; `live` makes pictures
of live ones. Words for figures come ready-made, since how far they are rounded is not for a picture to decide.
"""

from app.web.beelden.axis import CIJFERS, LADDER, SHARES, Axis, Stretch, Tick
from app.web.beelden.balken import Balk, Segment
from app.web.beelden.pijlen import Pijl, Pijlen
from app.web.beelden.ranglijst import Lijn, Ranglijst

__all__ = [
    "CIJFERS",
    "LADDER",
    "SHARES",
    "Axis",
    "Balk",
    "Lijn",
    "Pijl",
    "Pijlen",
    "Ranglijst",
    "Segment",
    "Stretch",
    "Tick",
]
