"""Wijkpeil: interviews in the street, scores per straat and wijk.

Read in this order: `domain` (what is measured), `vragenlijsten` (what is asked), `models` (what is kept),
`interviews` (how an interview comes in), `telstand` and `overzichten` (how scores come out), `vaststelling` (what is
told to outsiders), `security` (who is asking), and then the two doors: `api` for programs, `web` for people. `main`
puts the house together, `cli` starts it, `demo` furnishes it.
"""

__version__ = "0.6.0"
