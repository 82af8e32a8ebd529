"""Where files come in: the drop area, a whole folder, a path on this computer."""

from collections.abc import Mapping, Sequence
from typing import IO, Any, cast

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from runlift import importers, paths
from runlift.ui import ask, import_files, import_large, show
from runlift.ui.import_files import Coming

_ROUND = "dropped_round"
"""The uploaders forget their files when their keys change."""
_PATHS = "local_paths"
_LIFTING = "Lifting apps"
_RUNNING = "Running apps and sites"
_WATCHES = "Watches and phones, whole archives"
_RECORDINGS = "Single recordings"
_KIND: Mapping[str, str] = {
    "apple": _WATCHES,
    "fit": _RECORDINGS,
    "garmin": _WATCHES,
    "googlefit": _WATCHES,
    "gpx": _RECORDINGS,
    "health": _WATCHES,
    "intervals": _RUNNING,
    "polar": _WATCHES,
    "runalyze": _RUNNING,
    "runkeeper": _RUNNING,
    "strava": _RUNNING,
    "tcx": _RECORDINGS,
    "trainingpeaks": _RUNNING,
}
"""What an app is, by the part of the slug that names it; all others are for lifting."""


def area(whose: str, *, is_short: bool = False) -> tuple[list[Coming], list[str]]:
    """Ask for files.

    Args:
        whose: the athlete's id; empty for somebody who is not stored yet.
        is_short: only the drop area, where something else matters more.

    Returns:
        What came in since the last run, and what is wrong with paths that were named.
    """
    turn = st.session_state.get(_ROUND, 0)
    files = st.file_uploader(
        "More files, to be looked at as well"
        if is_short
        else "Drop exports here: lifting apps, running apps, watches, whole archives",
        accept_multiple_files=True,
        key=f"dropped_{turn}",
    )
    landed = import_large.landed(whose)
    if is_short:
        sent, refused = _counted(_uploaded(files))
        return [*sent, *landed], refused
    st.caption(
        "Several files at once, of any mix. Nothing is stored before you say so. Where "
        "you ran is not kept unless you ask for it in Settings."
    )
    with st.expander("What can be dropped"):
        _what()
    # A path names any file the server may read: its owner's, not every member's.
    is_local = ask.may(None, "manage") and paths.allows_local_files(
        is_server=import_large.is_open()
    )
    with st.expander(
        "A whole folder, or files on this computer" if is_local else "A whole folder"
    ):
        folder = st.file_uploader(
            "All files of a folder",
            accept_multiple_files="directory",
            key=f"dropped_folder_{turn}",
        )
        found, wrong = _local() if is_local else ([], [])
    inside = [one for one in folder if not import_files.is_hidden(one.name)]
    import_large.area(whose)
    sent, refused = _counted([*_uploaded(files), *_uploaded(inside)])
    return [*sent, *landed, *found], [*wrong, *refused]


def emptied(files: Sequence[Coming]) -> None:
    """Let go of what was dropped, after it was taken over; the memory is free again."""
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    context = get_script_run_ctx()
    manager: Any = context.uploaded_file_mgr if context else None
    if context is None or not hasattr(manager, "remove_file"):
        return
    for _, file in files:
        file_id = getattr(file, "file_id", None)
        if file_id is not None:
            manager.remove_file(session_id=context.session_id, file_id=file_id)


def kinds() -> dict[str, list[str]]:
    """The titles of all formats, by what kind of app they come from."""
    found: dict[str, list[str]] = {
        one: [] for one in (_LIFTING, _RUNNING, _WATCHES, _RECORDINGS)
    }
    for one in importers.importers():
        found[_KIND.get(one.slug.partition("_")[0], _LIFTING)].append(one.title)
    return {kind: sorted(titles, key=str.casefold) for kind, titles in found.items()}


def _uploaded(files: Sequence[Any]) -> list[Coming]:
    return [(one.name, cast("IO[bytes]", one)) for one in files]


def _counted(files: list[Coming]) -> tuple[list[Coming], list[str]]:
    """What was sent, if it may be so much today; else none of it, and why."""
    refused = import_large.refused(files)
    if not refused:
        return files, []
    emptied(files)
    return [], [refused]


def _what() -> None:
    for kind, titles in kinds().items():
        st.markdown(f"**{kind}:** {show.plain(', '.join(titles))}")
    st.markdown(
        "**Any other table** of sets or runs: Runlift asks once what its columns are. A "
        "zip file may hold any of these, also packed with gzip."
    )


def _local() -> tuple[list[Coming], list[str]]:
    """Files of this machine: nothing of them goes through the browser."""
    with st.form("local_files", border=False, clear_on_submit=False):
        text = st.text_area(
            "Files on this computer, a path a line",
            placeholder="~/Downloads/export.zip",
            height=80,
            key=_PATHS,
            help="For archives of gigabytes: they are read where they lie. A folder "
            "stands for all files in it.",
        )
        if not st.form_submit_button("Look at these files"):
            return [], []
    found, wrong = import_files.named(text)
    if not found and not wrong:
        wrong = [
            "Write the path of a file or a folder, such as ~/Downloads/export.zip."
        ]
    return found, wrong
