"""What each run counts as, why, and the athlete's own word for it, one or many at once."""

import pandas as pd
import streamlit as st

from runlift import answers
from runlift.charts.theme import Look
from runlift.model import Athlete
from runlift.store import labels
from runlift.transforms.classified_runs import LABELS
from runlift.transforms.instants import running_s
from runlift.ui import ask
from runlift.units import distance_out, duration_text

_WORDS = {
    "easy": "easy",
    "steady": "steady",
    "key": "key",
    "long": "long",
    "long+key": "long and key",
    "raceB": "race",
    "raceA": "A race",
}
_BY_WORD = {word: name for name, word in _WORDS.items()}
_EDITOR = "run_labels"


def part(athlete: Athlete, runs: pd.DataFrame, look: Look) -> None:
    """The runs of the window with their class, open to correction."""
    if runs.empty:
        return
    with st.expander("What each run counts as", icon=":material/directions_run:"):
        st.caption(
            "Wrong? Say what a run was; your word wins over every rule and is "
            "remembered. Choose several rows at once by filling the column down."
        )
        shown = _shown(runs, look)
        is_hers = ask.may(athlete, "change")
        unit = look.distance_unit
        edited = st.data_editor(
            shown,
            column_config={
                "day": st.column_config.DateColumn("Day", format="D MMM YYYY"),
                "title": "Run",
                "far": st.column_config.NumberColumn(
                    f"Distance ({unit})", format="%.1f"
                ),
                "time": "Time",
                "counts": "Counts as",
                "sure": st.column_config.NumberColumn("How sure (%)", format="%d"),
                "why": "Because",
                "word": st.column_config.SelectboxColumn(
                    "Your word", options=list(_BY_WORD), help="Empty: the rules decide."
                ),
            },
            disabled=not is_hers
            or ["day", "title", "far", "time", "counts", "sure", "why"],
            hide_index=True,
            key=f"{_EDITOR}_{athlete.athlete_id}",
            height=380,
        )
        changed = changes(shown["word"], edited["word"])
        st.button(
            f"Save {answers.counted(len(changed), 'change')}"
            if changed
            else "Nothing changed",
            type="primary",
            disabled=not changed or not is_hers,
            on_click=_save,
            args=(athlete, changed),
            key="save_labels",
        )


def _shown(runs: pd.DataFrame, look: Look) -> pd.DataFrame:
    newest = runs.sort_values("start_local", ascending=False)
    seconds = running_s(newest)
    return pd.DataFrame(
        {
            "day": newest["day"].dt.date.to_numpy(),
            "title": newest["title"].fillna("").to_numpy(object),
            "far": [
                distance_out(one, look.distance_unit) for one in newest["distance_m"]
            ],
            "time": [duration_text(one) if one == one else "" for one in seconds],
            "counts": [
                _counts(one) for one in newest[["run_class", "is_long"]].to_numpy()
            ],
            "sure": (100 * newest["confidence"]).round().to_numpy(),
            "why": newest["class_reasons"].to_numpy(object),
            "word": pd.array(
                [_WORDS.get(one) for one in newest["label"].fillna("")], dtype="str"
            ),
        },
        index=pd.Index(newest["run_id"], name="run_id"),
    )


def _counts(one: tuple[str, bool]) -> str:
    run_class, is_long = one
    return "long and key" if run_class == "key" and is_long else _WORDS[run_class]


def changes(before: pd.Series, after: pd.Series) -> dict[str, str | None]:
    """What was changed, class by run; `None` where her word was taken back.

    Args:
        before: words by run id, missing where she has said nothing.
        after: the same, edited.
    """
    was, now = (one.fillna("").tolist() for one in (before, after))
    return {
        str(run_id): _BY_WORD.get(word)
        for run_id, old, word in zip(before.index, was, now, strict=True)
        if old != word
    }


def _save(athlete: Athlete, changed: dict[str, str | None]) -> None:
    for run_class in (*LABELS, None):
        run_ids = [one for one, word in changed.items() if word == run_class]
        if run_ids:
            labels.call(ask.store(), athlete.athlete_id, run_ids, run_class, ask.now())
    st.session_state.pop(f"{_EDITOR}_{athlete.athlete_id}", None)
