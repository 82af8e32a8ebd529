"""The list of imports: the files of one drop together, each with a way back."""

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from runlift.answers import counted
from runlift.errors import RunliftError
from runlift.model import Athlete
from runlift.store import uploads
from runlift.store.uploads import Upload
from runlift.ui import ask, cached, show, week_counting
from runlift.ui.import_cards import days_line, paged

_PAGE = 20
_FEW = 3
"""So many files of a drop are shown at once; more of them are folded away."""


def listed(athlete: Athlete) -> None:
    """Every import of the athlete, newest first; undo takes one back as a whole."""
    found = uploads.uploads(ask.store(), athlete.athlete_id)
    if not found:
        st.caption("Nothing yet.")
    drops = [
        list(files)
        for _, files in itertools.groupby(found, lambda one: one.uploaded_at)
    ]
    for files in paged(drops, _PAGE, "receipts"):
        if len(files) == 1:
            with st.container(border=True, key=f"receipt_{files[0].upload_id}"):
                _file(athlete, files[0], is_alone=True)
        else:
            _drop(athlete, files)


def _drop(athlete: Athlete, files: Sequence[Upload]) -> None:
    """Files that came together: totals, a way back for all, and each by itself."""
    key = files[-1].upload_id
    live = [one for one in files if one.is_live]
    with st.container(border=True, key=f"receipt_{key}"):
        left, right = st.columns([6, 1], vertical_alignment="center")
        gone = len(files) - len(live)
        state = f" · :gray[{gone:,} undone]" if gone else ""
        formats = ", ".join(sorted({one.source_format for one in files}))
        left.markdown(
            f"**{counted(len(files), 'file')}** · {show.plain(formats)}{state}"
        )
        left.caption(f"{_when(files[0])} · {_told(files)}")
        is_hers = ask.may(athlete, "import")
        if live and right.button(
            "Undo all", key=f"undo_all_{key}", width="stretch", disabled=not is_hers
        ):
            _undo(athlete, live)
        if len(files) <= _FEW:
            for one in files:
                _file(athlete, one)
            return
        with st.expander("Each file", on_change="rerun", key=f"files_{key}") as opened:
            if opened.open:
                for one in paged(files, _PAGE, f"files_page_{key}"):
                    _file(athlete, one)


def _file(athlete: Athlete, one: Upload, *, is_alone: bool = False) -> None:
    left, right = st.columns([6, 1], vertical_alignment="center")
    state = "" if one.is_live else " · :gray[undone]"
    left.markdown(f"**{show.plain(one.source_file)}** · {one.source_format}{state}")
    left.caption((f"{_when(one)} · " if is_alone else "") + _told([one]))
    if one.is_live and right.button(
        "Undo",
        key=f"undo_{one.upload_id}",
        width="stretch",
        disabled=not ask.may(athlete, "import"),
    ):
        _undo(athlete, [one])
    _details(one.receipt, one.upload_id)


def _told(files: Sequence[Upload]) -> str:
    """What they hold, of which days, and what of it was new."""
    sessions, sets, runs, new, updated = (
        sum(one.receipt[key] for one in files)
        for key in ("sessions", "sets", "runs", "new", "updated")
    )
    left_out = sum(len(one.receipt["rejected"]) for one in files)
    days = days_line(files)
    return (
        f"{counted(sessions, 'lift session')}, {counted(sets, 'set')}, "
        f"{counted(runs, 'run')}{' · ' + days if days else ''} · {new:,} new, {updated:,} updated, "
        f"{counted(left_out, 'row')} left out"
    )


def _when(one: Upload) -> str:
    return f"{one.uploaded_at:%Y-%m-%d %H:%M} UTC"


def _undo(athlete: Athlete, files: Sequence[Upload]) -> None:
    try:
        with st.spinner("Undoing ..."):
            ids = [one.upload_id for one in files]
            uploads.undo_all(ask.store(), athlete.athlete_id, ids, ask.now())
            week_counting.after(ask.store(), athlete)
    except RunliftError as refusal:
        st.error(show.plain(str(refusal)))
        return
    cached.forget()
    st.rerun()


def _details(told: Mapping[str, Any], key: str) -> None:
    if not (told["rejected"] or told["notes"] or told["questions"]):
        return
    with st.expander("Details", on_change="rerun", key=f"details_{key}") as opened:
        if opened.open:
            _shown(told)


def _shown(told: Mapping[str, Any]) -> None:
    for note in told["notes"]:
        st.markdown(show.plain(note))
    for question in told["questions"]:
        taken = f"Taken: {question['guess']}." if question["guess"] else ""
        st.markdown(show.plain(f"{question['text']} {taken} {question['why']}"))
    if told["rejected"]:
        has_members = any("member" in one for one in told["rejected"])
        st.dataframe(
            [
                ({"File": one.get("member", "")} if has_members else {})
                | {"Line": one["line"] or None, "Reason": one["reason"]}
                for one in told["rejected"]
            ],
            hide_index=True,
            alt="Rows left out of this import, with their place and the reason.",
        )
