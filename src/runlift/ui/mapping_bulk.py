"""Many names at once: accept what is proposed, confirm what was matched by its words."""

import hashlib
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from runlift import answers
from runlift.exercises.catalogue import Exercise
from runlift.exercises.suggestions import Suggestion
from runlift.frames import Profile
from runlift.model import Athlete
from runlift.ui import exercise_changes
from runlift.ui.mapping import Proposals, why

_TICK = "is_taken"


def accept(
    athlete: Athlete,
    waiting: pd.DataFrame,
    proposals: Proposals,
    how: Profile,
) -> None:
    """Every waiting name with its first proposal, ticked where that is likely."""
    found = [
        (
            one.exercise_raw,
            one.sets,
            proposals[one.exercise_raw],
        )
        for one in waiting.itertuples(index=False)
        if proposals.get(one.exercise_raw)
    ]
    if len(found) < 2:
        return
    rows = pd.DataFrame(
        [
            (
                _is_likely(several, how),
                raw,
                sets,
                how.exercises[several[0].exercise_id].name,
                round(100 * several[0].score),
                why(several[0]),
                several[0].exercise_id,
            )
            for raw, sets, several in found
        ],
        columns=[_TICK, "raw", "sets", "title", "likeness", "why", "exercise_id"],
    )
    with st.expander(
        f"Accept several at once ({answers.counted(len(rows), 'proposal')})",
        icon=":material/done_all:",
        key="accept_part",
    ):
        without = len(waiting) - len(rows)
        st.caption(
            "Likely ones are ticked beforehand. Nothing is taken until you accept it, "
            "and it can be undone."
            + (
                f" {answers.counted(without, 'name')} without a proposal: see below."
                if without
                else ""
            )
        )
        shown = _edited(
            rows.drop(columns="exercise_id"),
            {
                _TICK: "Accept",
                "raw": "Name in your log",
                "sets": "Sets",
                "title": "Proposed exercise",
                "likeness": st.column_config.NumberColumn("Likeness", format="%d %%"),
                "why": "Why",
            },
            "accept",
            alt="Waiting names, the exercise proposed for each, and why.",
        )
        taken = rows[shown[_TICK].to_numpy(bool)]
        st.button(
            f"Accept {len(taken)}",
            type="primary",
            key="accept_several",
            disabled=taken.empty,
            on_click=_take,
            args=(athlete, dict(zip(taken["raw"], taken["exercise_id"], strict=True))),
        )


def review(
    athlete: Athlete, names: pd.DataFrame, exercises: Mapping[str, Exercise]
) -> None:
    """Names that were matched by their words, to confirm or to leave as they are."""
    found = names[(names["how"] == "words") & names["exercise_id"].isin(exercises)]
    if found.empty:
        return
    with st.expander(
        f"Check {answers.counted(len(found), 'name')} that matched by the same words",
        icon=":material/fact_check:",
        key="review_part",
    ):
        st.caption(
            "They have the same words as an exercise, in another order. Confirm those "
            "that are right; for a wrong one, change what the name means."
        )
        rows = pd.DataFrame(
            {
                _TICK: False,
                "raw": found["exercise_raw"].to_numpy(object),
                "title": found["exercise"].to_numpy(object),
                "sets": found["sets"].to_numpy(),
            }
        )
        shown = _edited(
            rows,
            {
                _TICK: "Right",
                "raw": "Name in your log",
                "title": "Taken for",
                "sets": "Sets",
            },
            "review",
            alt="Names that were matched by their words, and what they are taken for.",
        )
        right = found[shown[_TICK].to_numpy(bool)]
        st.button(
            f"Confirm {len(right)}",
            key="confirm_words",
            disabled=right.empty,
            on_click=_take,
            args=(
                athlete,
                dict(zip(right["exercise_raw"], right["exercise_id"], strict=True)),
            ),
        )


def _is_likely(several: tuple[Suggestion, ...], how: Profile) -> bool:
    """Whether the first proposal is good, and clearly better than the second."""
    number = how.policy.number
    first = several[0].score
    second = several[1].score if len(several) > 1 else 0.0
    return first >= number("matching.tick_score") and first - second >= number(
        "matching.tick_lead"
    )


def _edited(
    rows: pd.DataFrame, columns: Mapping[str, Any], key: str, *, alt: str
) -> pd.DataFrame:
    """The table with what the athlete ticked; other names make another table."""
    state = hashlib.sha256("\n".join(rows["raw"]).encode()).hexdigest()[:12]
    edited: pd.DataFrame = st.data_editor(
        rows,
        column_config=dict(columns),
        disabled=[one for one in rows if one != _TICK],
        hide_index=True,
        key=f"{key}_{state}",
        alt=alt,
    )
    return edited


def _take(athlete: Athlete, choices: Mapping[str, str]) -> None:
    count = answers.counted(len(choices), "name is", "names are")
    exercise_changes.make(athlete, f"{count} mapped.", choices=choices)
