"""Somebody with an outside key, a list of households and a solver, who wants to know what was not told.

Everything published becomes a line in a system of equations over how many people in each straat gave each answer. The
solver looks for the lowest and the highest mean of a straat that fit all lines: whole numbers of people, as a clever
attacker would insist on. What the attacker is given beyond the documents is to their advantage: which straten are taken
together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from app.overzichten.vragen import SCALES, SHARES

QUESTIONS = {"tevredenheid": "cijfer"}
WIDEST = 400
"""No straat has more people."""

OPTIONS = {"presolve": False}
"""With it the solver's memory breaks on some of these worlds."""


@dataclass
class Aanvaller:
    """What somebody knows of one measure of one population: the whole of it, and per wijk."""

    populatie: str
    maat: str
    document: Mapping[str, Any]
    huishoudens: Mapping[str, int]
    together: Sequence[frozenset[str]]
    rows: list[np.ndarray] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.vraag = QUESTIONS.get(self.maat, self.maat)
        self.codes = [str(step) for step in SCALES[self.vraag]]
        self.straten = [each["gebied"]["code"] for wijk in self.document["wijken"] for each in wijk["straten"]]
        for wijk in self.document["wijken"]:
            names = [each["gebied"]["code"] for each in wijk["straten"]]
            for each in wijk["straten"]:
                self._learn_from_straat(each["gebied"]["code"], self._maat(each))
            self._learn_from_gebied(names, self._maat(wijk["wijk"]), wijk["straten"])
        everything = [each for wijk in self.document["wijken"] for each in wijk["straten"]]
        self._learn_from_gebied(self.straten, self._maat(self.document["totaal"]), everything)

    @property
    def withheld(self) -> list[str]:
        """The straten of which the mean is not told, and which are told together with others."""
        together = {name for names in self.together for name in names}
        return [
            each["gebied"]["code"]
            for wijk in self.document["wijken"]
            for each in wijk["straten"]
            if self._maat(each)["n"] is None and each["gebied"]["code"] in together
        ]

    def possible_means(self, straat: str) -> tuple[float, float]:
        """The lowest and the highest mean of a straat that fit everything known."""
        return self._extreme(straat, 1), self._extreme(straat, -1)

    def _maat(self, score: Mapping[str, Any]) -> Mapping[str, Any]:
        return next(maat for maat in score[self.populatie]["maten"] if maat["maat"] == self.maat)

    def _learn_from_straat(self, straat: str, maat: Mapping[str, Any]) -> None:
        if maat["n"] is None:
            is_below = maat["nTekst"].startswith("<")
            below = int(maat["nTekst"][1:]) - 1 if is_below else WIDEST
            self._learn(self._count([straat]), 0 if is_below else 5, below)
            return
        self._learn_spread([straat], maat)
        self._learn(self._sum([straat]), *_around(maat["gemiddelde"], 0.05, maat["n"]))
        self._learn_share(self._share([straat]) / maat["n"], maat)

    def _learn_from_gebied(
        self, straten: Sequence[str], maat: Mapping[str, Any], told: Sequence[Mapping[str, Any]]
    ) -> None:
        if maat["n"] is None:
            return
        alone = {each["gebied"]["code"]: self._maat(each) for each in told if self._maat(each)["n"] is not None}
        cellen = [frozenset([name]) for name in alone] + [names for names in self.together if names <= set(straten)]
        in_it = [name for names in cellen for name in names]
        self._learn_spread(in_it, maat)
        if self.populatie == "klanten":
            self._learn(self._sum(in_it) / maat["n"], *_around(maat["gemiddelde"], 0.05))
            self._learn_share(self._share(in_it) / maat["n"], maat)
        elif len(cellen) - len(alone) <= 1 and maat["gewogen"]:
            weights = self._weights(cellen, alone, maat)
            total = sum(weight * n for weight, n in weights.values())
            mean = sum(self._sum(sorted(names)) * weight for names, (weight, _) in weights.items()) / total
            share = sum(self._share(sorted(names)) * weight for names, (weight, _) in weights.items()) / total
            self._learn(mean, *_around(maat["gemiddelde"], 0.05))
            self._learn_share(share, maat)

    def _weights(
        self, cellen: Iterable[frozenset[str]], alone: Mapping[str, Mapping[str, Any]], maat: Mapping[str, Any]
    ) -> dict[frozenset[str], tuple[float, int]]:
        """By cel how much each answer in it weighs, and how many there are; of the rest that follows."""
        weights = {}
        for names in cellen:
            told = next((alone[name] for name in names if name in alone), None)
            n = told["n"] if told else maat["n"] - sum(each["n"] for each in alone.values())
            asked = told["gevraagd"] if told else maat["gevraagd"] - sum(each["gevraagd"] for each in alone.values())
            people = asked if self.vraag == "cijfer" else n
            weights[names] = sum(self.huishoudens[name] for name in names) / people, n
        return weights

    def _learn_spread(self, straten: Sequence[str], maat: Mapping[str, Any]) -> None:
        n = maat["n"]
        self._learn(self._count(straten), n, n)
        at_most = [code for code in self.codes if float(code) <= maat["mediaan"]]
        at_least = [code for code in self.codes if float(code) >= maat["mediaan"]]
        for codes in (at_most, at_least):
            self._learn(self._among(straten, codes), n / 2, inf)
        for part in maat["verdeling"] or []:
            self._learn(self._among(straten, [part["code"]]), *_within(part["tekst"], 1, n))

    def _learn_share(self, row: np.ndarray, maat: Mapping[str, Any]) -> None:
        if maat["percentageTekst"]:
            self._learn(row, *_within(maat["percentageTekst"], 1 if maat["n"] >= 20 else 5, 1))

    def _learn(self, row: np.ndarray, low: float, high: float) -> None:
        self.rows.append(row)
        self.lower.append(low)
        self.upper.append(high)

    def _extreme(self, straat: str, sign: int) -> float:
        """Dinkelbach's method: the lowest sum less the mean so far times the number, until nothing is lower."""
        some = [*self.rows, self._count([straat])]
        constraint = LinearConstraint(np.array(some), [*self.lower, 1], [*self.upper, WIDEST])
        mean = inf
        found = self._solve(self._count([straat]), constraint)
        while (now := self._mean(found, straat)) * sign < mean * sign - 1e-9 or mean == inf:
            mean = now
            found = self._solve(sign * (self._sum([straat]) - mean * self._count([straat])), constraint)
        return mean

    def _solve(self, objective: np.ndarray, constraint: LinearConstraint) -> np.ndarray:
        whole, bounds = np.ones(len(objective)), Bounds(0, WIDEST)
        found = milp(objective, constraints=constraint, integrality=whole, bounds=bounds, options=OPTIONS)
        assert found.x is not None, f"what is published contradicts itself: {found.message}"
        return np.round(found.x)

    def _mean(self, found: np.ndarray, straat: str) -> float:
        return float(self._sum([straat]) @ found / (self._count([straat]) @ found))

    def _count(self, straten: Iterable[str]) -> np.ndarray:
        return self._among(straten, self.codes)

    def _sum(self, straten: Iterable[str]) -> np.ndarray:
        row = np.zeros((len(self.straten), len(self.codes)))
        for straat in straten:
            row[self.straten.index(straat)] = [int(code) for code in self.codes]
        return row.ravel()

    def _share(self, straten: Iterable[str]) -> np.ndarray:
        return self._among(straten, [code for code in self.codes if code in SHARES.get(self.vraag, ())])

    def _among(self, straten: Iterable[str], codes: Iterable[str]) -> np.ndarray:
        row = np.zeros((len(self.straten), len(self.codes)))
        columns = [self.codes.index(code) for code in codes]
        for straat in straten:
            row[self.straten.index(straat), columns] = 1
        return row.ravel()


def _around(value: float, half: float, times: float = 1) -> tuple[float, float]:
    """What a rounded figure leaves open."""
    return (value - half - 1e-9) * times, (value + half + 1e-9) * times


def _within(tekst: str, step: int, times: float) -> tuple[float, float]:
    """What a percentage in words leaves open."""
    if tekst.startswith("<"):
        return 0, (5 - step / 2) / 100 * times
    if tekst.startswith(">"):
        return (95 + step / 2) / 100 * times, inf
    low, high = _around(int(tekst.removesuffix(" %")), step / 2, times / 100)
    return low, high
