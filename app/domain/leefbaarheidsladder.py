"""The leefbaarheidsladder: what the organisation contributes to a clean, safe, pleasant public space.

Rung 1 means "don't know". It is not a low score: whoever averages it as 1 reports a wrong figure.
"""

WEET_NIET_TREDE = 1

RUNGS = {
    1: "weet niet",
    2: "geen zichtbare bijdrage",
    3: "kleine maar zichtbare bijdrage",
    4: "grote bijdrage, die verschil maakt",
    5: "enorme bijdrage, die de wijk op een hoger plan tilt",
}
