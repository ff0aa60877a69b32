"""How often margins hold the truth: invented straten and wijken of which it is known, many times over.

Run with `python -m bench.trefzekerheid`. The seed is fixed: what it prints are the tables of docs/statistiek.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import exp
from random import Random

from app.domain.aandeel import estimate_aandeel
from app.domain.gemiddelde import estimate_gemiddelde
from app.domain.schatting import Schatting
from app.domain.spreiding import spread_within
from app.domain.steekproef import Steekproef
from app.domain.verandering import Richting, Verandering, compare_gemiddelden
from app.domain.verdeling import Verdeling, together, yes_or_no
from app.domain.wijkschatting import Gebiedsschatting, estimate_wijkaandeel, estimate_wijkgemiddelde
from app.domain.wijkverandering import compare_wijkgemiddelden

SEED = 2019
STRATEN = 40
SPREAD_OF_STATES = 0.8


@dataclass(frozen=True)
class Vraag:
    """A question, how often each answer of its scale is given in an ordinary straat, and what counts as a yes."""

    name: str
    scale: range
    weights: tuple[int, ...]
    yes_from: int


VRAGEN = (
    Vraag("straatladder, gewoon", range(1, 6), (6, 24, 42, 22, 6), 3),
    Vraag("straatladder, laag", range(1, 6), (25, 45, 22, 7, 1), 3),
    Vraag("straatladder, twee kampen", range(1, 6), (15, 35, 10, 30, 10), 3),
    Vraag("cijfer, gewoon", range(1, 11), (1, 2, 4, 7, 12, 22, 27, 18, 5, 2), 7),
    Vraag("cijfer, twee kampen", range(1, 11), (6, 7, 10, 12, 8, 10, 17, 20, 7, 3), 7),
    Vraag("cijfer, hoog", range(1, 11), (1, 1, 1, 2, 4, 8, 17, 37, 21, 8), 7),
    Vraag("cijfer, hoog en scheef", range(1, 11), (1, 1, 0, 2, 2, 4, 10, 50, 70, 60), 7),
)


@dataclass(frozen=True)
class Straat:
    """What everybody thinks whom the question concerns, and which of the households were met; theirs come first."""

    population: Sequence[int]
    households: int
    met: Sequence[int]

    def steekproef(self, vraag: Vraag) -> Steekproef:
        answers = self._answers()
        counts = {str(answer): answers.count(answer) for answer in vraag.scale}
        return Steekproef(Verdeling(counts), self.households, len(self.met))

    def voters(self, vraag: Vraag) -> Steekproef:
        answers = self._answers()
        yes = sum(answer >= vraag.yes_from for answer in answers)
        return Steekproef(yes_or_no(yes, len(answers)), self.households, len(self.met))

    def _answers(self) -> list[int]:
        return [self.population[household] for household in self.met if household < len(self.population)]


@dataclass
class Tally:
    """How often something was so, of how many times."""

    so: int = 0
    times: int = 0

    def add(self, is_so: bool) -> None:
        self.times += 1
        self.so += is_so

    def holds(self, schatting: Schatting | None, truth: float) -> None:
        """Whether a margin holds the truth; where there is none, nothing is claimed."""
        if schatting is not None and schatting.marge is not None:
            self.add(schatting.marge.low - 1e-9 <= truth <= schatting.marge.high + 1e-9)

    def alarms(self, verandering: Verandering) -> None:
        """Whether a difference is found."""
        if verandering.marge is not None:
            self.add(verandering.richting is not Richting.GEEN_VERSCHIL)

    def __str__(self) -> str:
        return f"{100 * self.so / self.times:.1f}".replace(".", ",") if self.times else "-"


# --- inventing ---------------------------------------------------------------------------------------------------


def invent_straat(random: Random, vraag: Vraag, state: float, n: int, part: float = 1, lean: float = 0) -> Straat:
    """A straat of 40 to 300 households in a certain state, 0 for an ordinary one, of which n are met.

    The question concerns `part` of the households. With `lean` above 0, those who answer high are met more easily.
    """
    households = random.randint(40, 300)
    concerned = households if part == 1 else sum(random.random() < part for _ in range(households))
    tilted = [weight * exp(state * _place(vraag, answer)) for answer, weight in _answers(vraag)]
    population = random.choices(vraag.scale, tilted, k=concerned)
    if not lean:
        return Straat(population, households, random.sample(range(households), n))
    luck = [random.random() ** exp(-lean * _place(vraag, answer)) for answer in population]
    return Straat(population, households, sorted(range(households), key=luck.__getitem__)[-n:])


def invent_wijk(
    random: Random, vraag: Vraag, states: Sequence[float], response: float = 3.5, some: bool = False, lean: float = 0
) -> list[Straat]:
    """A straat for each state, with 3 to 12 people met: with a response above 0 more of them where it goes well.

    With `some`, the question concerns only part of the people, and more of them where it goes well.
    """
    return [
        invent_straat(
            random,
            vraag,
            state,
            n=min(12, max(3, round(7.5 + response * state + random.gauss(0, 1.5)))),
            part=1 / (1 + exp(0.6 - state)) if some else 1,
            lean=lean,
        )
        for state in states
    ]


def invent_states(random: Random) -> list[float]:
    return [random.gauss(0, SPREAD_OF_STATES) for _ in range(STRATEN)]


def _answers(vraag: Vraag) -> Iterable[tuple[int, int]]:
    return zip(vraag.scale, vraag.weights, strict=True)


def _place(vraag: Vraag, answer: int) -> float:
    """Where an answer stands on its scale: -1 the lowest, 1 the highest."""
    return 2 * (answer - vraag.scale[0]) / (vraag.scale[-1] - vraag.scale[0]) - 1


# --- trying ------------------------------------------------------------------------------------------------------


def try_straten(vraag: Vraag, n: int, times: int) -> tuple[Tally, Tally]:
    """The mean and the share of every straat of so many wijken, with n answers in each."""
    random, means, shares = Random(f"{SEED} {vraag.name} {n}"), Tally(), Tally()
    for _ in range(times):
        wijk = [invent_straat(random, vraag, state, n) for state in invent_states(random)]
        spread = spread_within(straat.steekproef(vraag).verdeling for straat in wijk)
        for straat in wijk:
            means.holds(estimate_gemiddelde(straat.steekproef(vraag), vraag.scale, spread), _mean(straat.population))
            shares.holds(estimate_aandeel(straat.voters(vraag)), _share(straat.population, vraag))
    return means, shares


def try_wijken(vraag: Vraag, times: int, some: bool = False, lean: float = 0) -> tuple[Tally, Tally, Tally]:
    """The mean of so many wijken, their share, and their mean without weights."""
    random, means, shares, unweighted = Random(f"{SEED} {vraag.name} {some} {lean}"), Tally(), Tally(), Tally()
    for _ in range(times):
        wijk = invent_wijk(random, vraag, invent_states(random), some=some, lean=lean)
        everybody = [answer for straat in wijk for answer in straat.population]
        straten = [straat.steekproef(vraag) for straat in wijk]
        means.holds(_of(estimate_wijkgemiddelde(straten, vraag.scale)), _mean(everybody))
        shares.holds(_of(estimate_wijkaandeel([straat.voters(vraag) for straat in wijk])), _share(everybody, vraag))
        unweighted.holds(estimate_gemiddelde(_heap(straten), vraag.scale), _mean(everybody))
    return means, shares, unweighted


def try_changes(vraag: Vraag, times: int) -> tuple[Tally, Tally, Tally]:
    """False alarms when nothing changed: in straten, in wijken, and in wijken without weights.

    In the first round more people answered where it goes well, in the second where it does not.
    """
    random, in_straten, in_wijken, unweighted = Random(f"{SEED} {vraag.name} twice"), Tally(), Tally(), Tally()
    for _ in range(times):
        states = invent_states(random)
        earlier, later = (
            [straat.steekproef(vraag) for straat in invent_wijk(random, vraag, states, response)]
            for response in (3.5, -3.5)
        )
        for before, after in zip(earlier, later, strict=True):
            in_straten.alarms(compare_gemiddelden(before, after, vraag.scale))
        in_wijken.alarms(compare_wijkgemiddelden(dict(enumerate(earlier)), dict(enumerate(later)), vraag.scale))
        unweighted.alarms(compare_gemiddelden(_heap(earlier), _heap(later), vraag.scale))
    return in_straten, in_wijken, unweighted


def _of(wijk: Gebiedsschatting | None) -> Schatting | None:
    return wijk and wijk.schatting


def _heap(straten: Iterable[Steekproef]) -> Steekproef:
    return Steekproef(together(straat.verdeling for straat in straten))


def _mean(population: Sequence[int]) -> float:
    return sum(population) / len(population)


def _share(population: Sequence[int], vraag: Vraag) -> float:
    return sum(answer >= vraag.yes_from for answer in population) / len(population)


# --- telling -----------------------------------------------------------------------------------------------------


def tables() -> Iterator[str]:
    """The tables of docs/statistiek.md, in per cent, line by line."""
    sizes = (5, 8, 12, 18, 25)
    tried = {(vraag, n): try_straten(vraag, n, times=250) for vraag in VRAGEN for n in sizes}
    for which, title in enumerate(("Straat: gemiddelde", "Straat: aandeel")):
        yield from _table(
            [title, *(f"n = {n}" for n in sizes)], [(v, [tried[v, n][which] for n in sizes]) for v in VRAGEN]
        )
    columns = ["Wijk", "gemiddelde", "aandeel", "ongewogen gemiddelde"]
    yield from _table(columns, [(vraag, try_wijken(vraag, 2000)) for vraag in VRAGEN])
    columns = ["Wijk, vraag voor een deel van de mensen", "gemiddelde", "aandeel", "ongewogen gemiddelde"]
    yield from _table(columns, [(vraag, try_wijken(vraag, 2000, some=True)) for vraag in VRAGEN])
    columns = [
        "Wijk, binnen de straat doen tevreden mensen eerder mee",
        "gemiddelde",
        "aandeel",
        "ongewogen gemiddelde",
    ]
    yield from _table(columns, [(vraag, try_wijken(vraag, 500, lean=0.3)) for vraag in VRAGEN])
    columns = ["Loos alarm", "straat", "wijk", "wijk ongewogen"]
    yield from _table(columns, [(vraag, try_changes(vraag, 1000)) for vraag in VRAGEN])


def _table(columns: Sequence[str], rows: Iterable[tuple[Vraag, Sequence[Tally]]]) -> Iterator[str]:
    yield f"| {' | '.join(columns)} |"
    yield f"| --- |{' --: |' * (len(columns) - 1)}"
    for vraag, tallies in rows:
        yield f"| {vraag.name} | {' | '.join(map(str, tallies))} |"
    yield ""


if __name__ == "__main__":
    for line in tables():
        print(line, flush=True)
