"""Which records are taken for one activity: the best pairs first, the athlete's word above."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from runlift.science.policy import Policy
from runlift.transforms.rows import rows
from runlift.transforms.twin_pairs import Tier, pairs
from runlift.transforms.twin_records import Records

Pair = tuple[int, int]
"""Two places in the records, the smaller first."""


@dataclass(frozen=True)
class Groups:
    """Places in the records that are one activity, and what joined them."""

    members: list[list[int]]
    evidence: dict[Pair, str]
    """In words, for every pair that something speaks for."""


@dataclass
class _Rules:
    """What may stand in one group."""

    records: Records
    edges: set[Pair]
    split: set[Pair]

    def may_join(self, one: Iterable[int], other: Iterable[int]) -> bool:
        """Whether all of one group may be the same as all of the other."""
        return all(
            self._fit(_pair(a, b)) for a, b in itertools.product(list(one), list(other))
        )

    def _fit(self, pair: Pair) -> bool:
        if pair in self.split:
            return False
        if pair in self.edges:
            return True
        a, b = pair
        known = self.records
        is_one_source = known.source[a] == known.source[b]
        are_timed = known.is_timed[a] and known.is_timed[b]
        are_logs = known.sets[a] > 0 and known.sets[b] > 0
        # Two clocks or two logs must agree themselves, not only with a third.
        return not (is_one_source or are_timed or are_logs)


@dataclass
class _Joining:
    """Groups while they grow."""

    rules: _Rules
    of: dict[int, list[int]] = field(default_factory=dict)

    def join(self, pair: Pair, *, is_said: bool = False) -> None:
        """Make the groups of the two one, if the rules, or the athlete, allow it."""
        one, other = (self.of.setdefault(place, [place]) for place in pair)
        if one is other:
            return
        if is_said:
            crossing = {_pair(a, b) for a in one for b in other}
            if crossing & self.rules.split:
                return
        elif not self.rules.may_join(one, other):
            return
        one.extend(other)
        for place in other:
            self.of[place] = one


def groups(
    records: Records, decisions: pd.DataFrame, kind: str, policy: Policy
) -> Groups:
    """The groups of two and more, in the order of their first record.

    Pairs are taken by the strength of their evidence, so that the result depends on the
    records and decisions only. What the athlete joined herself comes last: where the
    rules join anyway, taking a split back leaves no trace.

    Args:
        records: by start and id.
        decisions: kind, record_id, twin_id, is_twin.
        kind: of the records, `run` or `lift`.
        policy: thresholds.
    """
    found = pairs(records, policy)
    said = decided(records, decisions, kind)
    if found.empty and not said:
        return Groups([], {})
    columns = ("a", "b", "tier", "drift_s", "overlap", "is_fragment", "alike", "hours")
    edges = rows(found, columns)
    rules = _Rules(
        records,
        {(one.a, one.b) for one in edges},
        {pair for pair, is_twin in said.items() if not is_twin},
    )
    joining = _Joining(rules)
    for one in edges:
        joining.join((one.a, one.b))
    wanted = sorted(pair for pair, is_twin in said.items() if is_twin)
    for pair in wanted:
        joining.join(pair, is_said=True)
    together = {id(group): sorted(group) for group in joining.of.values()}
    words = {(one.a, one.b): _words(one, records.is_lift) for one in edges}
    return Groups(
        sorted(group for group in together.values() if len(group) > 1),
        {**dict.fromkeys(wanted, "you said so"), **words},
    )


def decided(records: Records, decisions: pd.DataFrame, kind: str) -> dict[Pair, bool]:
    """The athlete's word on pairs of records that are both there."""
    mine = decisions[decisions["kind"] == kind]
    if mine.empty:
        return {}
    place = {name: at for at, name in enumerate(records.ids.tolist())}
    told = zip(mine["record_id"], mine["twin_id"], mine["is_twin"], strict=True)
    return {
        _pair(place[one], place[other]): bool(is_twin)
        for one, other, is_twin in told
        if one in place and other in place
    }


def why(found: Groups, place: int, group: list[int]) -> str:
    """What joined one record to its group: to the first of it, or to the next best."""
    for other in group:
        if other != place and _pair(place, other) in found.evidence:
            return found.evidence[_pair(place, other)]
    return "it belongs to one that belongs here"


def _words(edge: Any, is_lift: bool) -> str:
    apart_min = round(edge.drift_s / 60)
    begun = "same start" if apart_min == 0 else f"starts {apart_min} min apart"
    if edge.tier == Tier.OVERLAP:
        if edge.overlap != edge.overlap:
            return f"{begun}, same distance"
        if edge.is_fragment:
            return f"{begun}, the shorter lies inside the longer"
        return f"{begun}, {edge.overlap:.0%} overlap"
    if edge.tier == Tier.START:
        return begun
    if edge.tier == Tier.SETS:
        return f"{edge.alike:.0%} of their sets are the same"
    if edge.tier == Tier.DAY:
        like = "" if is_lift else ", same length"
        return f"same day{like}, one of them without a time of day"
    return (
        f"same length, and clocks exactly {abs(edge.hours)} h apart: "
        "one of them shows another time zone"
    )


def _pair(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)
