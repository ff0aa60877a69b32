"""The queue of the review: which interviews of a meetronde somebody should look at first, and which are clean.

Nothing is kept of the order: it follows from the aanleidingen, from how quick others of the kind were, and from the
dates of the meetronde as they are when the queue is asked for.
"""

from app.wachtrij.keuze import Wachtrijkeuze
from app.wachtrij.rij import Buren, Stand, Wachtende, Wachtrij

__all__ = ["Buren", "Stand", "Wachtende", "Wachtrij", "Wachtrijkeuze"]
