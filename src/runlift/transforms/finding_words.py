"""What the reasons of a finding say, sentence by sentence."""

import re
from typing import Any

import pandas as pd

from runlift.science import interference
from runlift.science.interference import Verdict
from runlift.science.policy import Policy
from runlift.transforms.fixes import span, words
from runlift.units import day_text


def title(one: Any) -> str:
    """The title of an activity, or nothing."""
    return one.title if isinstance(one.title, str) else ""


def lift(one: Any, moment: pd.Timestamp) -> str:
    """The lift with the moment the sentence is about: its end, or its start."""
    return f"{title(one) or 'The lift'} ({_when(one, moment)})"


def run(one: Any, moment: pd.Timestamp) -> str:
    """The run with how far it was and the moment the sentence is about."""
    return f"{title(one) or 'the run'} ({one.far}{_when(one, moment)})"


_RULES = {
    "article_24h": "Heavy legs in the 24 h before",
    "same_day_order_unknown": "Same day, order unknown",
    "leg_days_too_close": "Two leg sessions",
    "hard_days_in_a_row": "Hard days in a row",
    "no_free_day": "No free day",
    "many_hard_sessions": "Many hard sessions",
}


def rule_name(rule: str) -> str:
    """A rule as a person would call it."""
    if rule in _RULES:
        return _RULES[rule]
    order, _, run = rule.removeprefix("lift_").partition("_")
    named = {"raceA": "an A race", "raceB": "a race", "long_key": "a long key run"}
    return f"Lift {order} {named.get(run, f'a {run} run' if run != 'easy' else 'an easy run')}"


_PAST = re.compile(r"\) (ended|began|were) ")
_AHEAD = {"ended": "ends", "began": "begins", "were": "are"}


def ahead(reason: str) -> str:
    """A reason about what is still to come, in the present."""
    return _PAST.sub(lambda found: f") {_AHEAD[found[1]]} ", reason)


def asked(verdict: Verdict) -> str:
    """The hours that are asked for, if any."""
    return f"; {span(verdict.threshold_h)} is asked for" if verdict.threshold_h else ""


def why_heavy(one: Any) -> list[str]:
    """What made a lift as heavy as it is for the legs."""
    made = f": {one.made_by}" if one.made_by else ""
    said = [f"Leg load {one.leg_load:.1f}, {words(one.lift_class)}{made}."]
    if one.adjusted_by:
        said.append(f"Counted {one.adjusted_by}.")
    return said


def why_hard(one: Any, run_class: str) -> str:
    """Why the run has its class."""
    # A single reason begins with the class that the sentence has named.
    _, colon, rest = one.class_reasons.partition(": ")
    reasons = rest if colon and ";" not in rest else one.class_reasons
    return f"The run counts as {words(run_class)} ({reasons})."


def lengthened(
    legs: Any, downhill: Any, hours: float, run_class: str, policy: Policy
) -> list[str]:
    """The downhill run that lengthens the windows of a lift before a run, if it does."""
    if not interference.windows(legs.lift_class, run_class, policy)[1]:
        return []
    usual, longer = (
        interference.stretch(run_class, policy, is_after_downhill=is_after)
        for is_after in (False, True)
    )
    more = longer / usual - 1
    if more < _HARDLY:
        return []
    said = "a quarter" if abs(more - 0.25) < _HARDLY else f"{more:.0%}"
    is_assumed = not (legs.is_clock_known and downhill.is_clock_known)
    return [
        f"{title(downhill) or 'A run'} ({downhill.fall} down, "
        f"{_when(downhill, downhill.end_local)}) ended "
        f"{'about ' if is_assumed else ''}{span(hours)} before the lift: our windows "
        f"before runs are {said} longer."
    ]


_HARDLY = 0.005
"""Half a percent is no lengthening that anybody would read of."""


def what_is_missing(legs: Any, ran: Any, is_assumed: bool) -> list[str]:
    """What a file could not tell about the two."""
    said = []
    if is_assumed:
        unknown = [
            name
            for name, one in (("lift", legs), ("run", ran))
            if not one.is_clock_known
        ]
        said.append(
            f"The clock time of the {' and the '.join(unknown)} is unknown; "
            "add times to refine this."
        )
    elif legs.is_end_assumed:
        said.append("How long the lift took is unknown; one hour is assumed.")
    if legs.unmapped_sets:
        many = (
            "1 set of an unmapped exercise does"
            if legs.unmapped_sets == 1
            else f"{legs.unmapped_sets} sets of unmapped exercises do"
        )
        said.append(f"{many} not count.")
    return said


def _when(activity: Any, moment: pd.Timestamp) -> str:
    if not activity.is_clock_known:
        return day_text(activity.start_local, weekday=True)
    return f"{day_text(moment, weekday=True)} {moment:%H:%M}"
