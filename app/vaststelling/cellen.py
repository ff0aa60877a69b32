"""From what was heard in a wijk to the cellen that may be told of it, per population and question."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from app.domain.onthulling import Cel, divide, renew, take_together
from app.domain.verdeling import Verdeling
from app.overzichten.heard import Heard, HeardStraat, Populatie
from app.overzichten.vragen import MEASURED, MULTIPLE_CHOICES
from app.vragenlijsten import all_vragenlijsten

INTERVIEWS = "interviews"
"""Beside the questions: how many interviews were held at all."""

Cellen = Mapping[tuple[Populatie, str], Sequence[Cel]]
"""What may be told of a wijk, by population and question."""


NOTHING: Cellen = {}


def divide_wijk(
    straten: Sequence[HeardStraat], threshold: int, before: Cellen = NOTHING, rest_before: Cellen = NOTHING
) -> Cellen:
    """The cellen of a wijk: those of the version before, renewed, and beside them those of straten that are new.

    What was told before only in the rest of the meetronde stays there.
    """
    cellen: dict[tuple[Populatie, str], Sequence[Cel]] = {}
    for populatie in Populatie:
        for vraag in _in_order(populatie):
            key = populatie, vraag
            secret = _secret(populatie, vraag, straten, cellen)
            heard = [cel_of(each, populatie, vraag) for each in straten if str(each.straat.id) not in secret]
            hidden = _hidden(cellen, populatie, vraag)
            cellen[key] = _next(before.get(key, ()), heard, threshold, hidden, rest_before.get(key))
    return cellen


def divide_rest(
    wijken: Sequence[tuple[Sequence[HeardStraat], Cellen]], threshold: int, before: Cellen = NOTHING
) -> Cellen:
    """What may still be told of the meetronde as a whole: the wijken taken together of which nothing is told alone."""
    cellen: dict[tuple[Populatie, str], Sequence[Cel]] = {}
    for populatie in Populatie:
        for vraag in _in_order(populatie):
            key, hidden = (populatie, vraag), _hidden(cellen, populatie, vraag)
            untold = [
                take_together([cel_of(straat, populatie, vraag) for straat in straten])
                for straten, told in wijken
                if straten
                and not told[key]
                and (vraag == INTERVIEWS or told[populatie, INTERVIEWS] or hidden)
                and not _secret(populatie, vraag, straten, told, cellen)
            ]
            cellen[key] = _next(before.get(key, ()), untold, threshold, hidden)
    return cellen


def as_heard(cel: Cel, populatie: Populatie, vraag: str) -> Heard:
    """A cel as if it were one straat, to make a figure of."""
    return Heard(
        populatie=populatie,
        huishoudens=cel.huishoudens,
        interviews=cel.asked,
        refusals=0,
        vragenlijsten=frozenset(),
        verdelingen={vraag: cel.verdeling},
        respondents={vraag: cel.n},
    )


def to_json(cellen: Cellen) -> list[Any]:
    """The cellen of a wijk as they are kept."""
    return [
        {
            "populatie": str(populatie),
            "vraag": vraag,
            "straten": cel.straten,
            "counts": cel.verdeling.counts,
            "weetNiet": cel.verdeling.weet_niet,
            "wilNietZeggen": cel.verdeling.wil_niet_zeggen,
            "n": cel.n,
            "asked": cel.asked,
            "huishoudens": cel.huishoudens,
        }
        for (populatie, vraag), each in cellen.items()
        for cel in each
    ]


def from_json(kept: Sequence[Mapping[str, Any]]) -> Cellen:
    """The cellen as they were kept."""
    cellen: dict[tuple[Populatie, str], list[Cel]] = {}
    for each in kept:
        key = Populatie(each["populatie"]), each["vraag"]
        cellen.setdefault(key, []).append(
            Cel(
                straten=tuple(each["straten"]),
                verdeling=Verdeling(each["counts"], each["weetNiet"], each["wilNietZeggen"]),
                n=each["n"],
                asked=each["asked"],
                huishoudens=each["huishoudens"],
                one_option=key[1] not in (INTERVIEWS, *MULTIPLE_CHOICES),
            )
        )
    return cellen


def _next(
    before: Sequence[Cel],
    heard: Sequence[Cel],
    threshold: int,
    hidden: frozenset[str],
    elsewhere: Sequence[Cel] | None = None,
) -> Sequence[Cel]:
    by_name = {name: each for each in heard for name in each.straten}
    kept = []
    for cel in before:
        now = {id(by_name[name]): by_name[name] for name in cel.straten if name in by_name}
        is_whole = sum(len(each.straten) for each in now.values()) == len(cel.straten)
        kept.append(renew(cel, take_together(list(now.values())), threshold) if is_whole else cel)
    known = {name for cel in (*before, *(elsewhere or ())) for name in cel.straten}
    return [*kept, *divide([each for each in heard if known.isdisjoint(each.straten)], threshold, hidden)]


def _in_order(populatie: Populatie) -> list[str]:
    """What is divided, each after what it may not give away."""
    return [INTERVIEWS, *sorted(MEASURED, key=lambda vraag: vraag in _decided_by(populatie))]


@cache
def _decided_by(populatie: Populatie) -> Mapping[str, str]:
    """By question the other one whose answer decides whether it is asked: who answers tells what they said before."""
    return {
        vraag.key: vraag.alleen_als.vraag
        for vragenlijst in all_vragenlijsten().values()
        if vragenlijst.soort in populatie.soorten
        for vraag in vragenlijst.vragen
        if vraag.alleen_als and vraag.key in MEASURED and vraag.alleen_als.vraag in MEASURED
    }


def _hidden(cellen: Cellen, populatie: Populatie, vraag: str) -> frozenset[str]:
    """The straten whose number of interviews is told only together with others, or the answer that decides this one."""
    decisive = (INTERVIEWS, _decided_by(populatie).get(vraag, INTERVIEWS))
    several = (cel.straten for each in decisive for cel in cellen.get((populatie, each), ()) if len(cel.straten) > 1)
    return frozenset(name for straten in several for name in straten)


def _secret(populatie: Populatie, vraag: str, straten: Sequence[HeardStraat], *told: Cellen) -> frozenset[str]:
    """Of these straten those where what decides this question was answered and is told nowhere."""
    decisive = _decided_by(populatie).get(vraag)
    if decisive is None:
        return frozenset()
    known = {name for cellen in told for cel in cellen.get((populatie, decisive), ()) for name in cel.straten}
    answered = {str(each.straat.id) for each in straten if cel_of(each, populatie, decisive).n}
    return frozenset(answered - known)


def cel_of(straat: HeardStraat, populatie: Populatie, vraag: str) -> Cel:
    """What one straat adds."""
    heard, name = straat.of[populatie], str(straat.straat.id)
    if vraag == INTERVIEWS:
        held = Verdeling({INTERVIEWS: heard.interviews})
        return Cel((name,), held, heard.interviews, heard.interviews, heard.huishoudens, one_option=False)
    verdeling, is_multiple = heard.verdelingen[vraag], vraag in MULTIPLE_CHOICES
    return Cel(
        straten=(name,),
        verdeling=verdeling,
        n=heard.respondents[vraag] if is_multiple else verdeling.n,
        asked=heard.interviews,
        huishoudens=heard.huishoudens,
        one_option=not is_multiple,
    )
