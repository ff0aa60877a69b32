"""The interviewer's phone: where am I, the interview itself, what the respondent reads, and what I handed in.

The page of a questionnaire is the form. Without script it is posted as a whole; with script it becomes one screen per
question, and goes to the API. Either way the same story receives it.
"""

from fastapi import APIRouter

from app.web.telefoon import (
    deuren,
    eigen_interviews,
    formulier,
    reacties,
    thuis,
    toestel,
    toonkaarten,
    zonder_netwerk,
)

router = APIRouter()
for room in (thuis, formulier, deuren, eigen_interviews, reacties, toestel, toonkaarten, zonder_netwerk):
    router.include_router(room.router)
