"""What is handed over about a wijk: the report for who decides, and a card for the residents of each straat.

Read `figures` (what may be told, published or not yet), `teksten` (the words around it), `rapport` and `kaart`.
"""

from app.rapporten.figures import Cijfers, gather_figures
from app.rapporten.kaart import Kaart, draw_up_kaarten
from app.rapporten.rapport import Citaten, gather_citaten
from app.rapporten.teksten import change_tekst, huisteksten, limit_of, read_teksten

__all__ = [
    "Cijfers",
    "Citaten",
    "Kaart",
    "change_tekst",
    "draw_up_kaarten",
    "gather_citaten",
    "gather_figures",
    "huisteksten",
    "limit_of",
    "read_teksten",
]
