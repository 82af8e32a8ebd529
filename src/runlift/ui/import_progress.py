"""How far an import is, and how it ended: a bar where it was started, a line elsewhere."""

from collections.abc import Sequence

import streamlit as st

from runlift.answers import counted
from runlift.model import Receipt
from runlift.ui import jobs, show
from runlift.ui.import_job import Count, ImportJob

EVERY_S = 0.7
GRACE_S = 0.8
"""So long a click waits for the work it began: most files are read by then."""
_LISTED = 6
READING, STORING = "Reading", "Storing"


@st.fragment(run_every=EVERY_S)
def bar(job: ImportJob) -> None:
    """The progress of a job at work, with counts and a way to stop; then the page anew."""
    if not job.is_running:
        st.rerun()
    count = job.count
    verb = STORING if job.state == "keeping" else READING
    with st.container(border=True, key="import_running"):
        st.progress(count.share, show.plain(said(count, verb)))
        with st.container(horizontal=True, vertical_alignment="center"):
            if count.files > 1:
                place = min(count.file + 1, count.files)
                st.caption(f"File {place:,} of {count.files:,}", width="stretch")
            else:
                st.caption("You can go to other pages meanwhile.", width="stretch")
            if job.is_stopping:
                st.caption("Stopping ...", width="content")
            else:
                st.button("Stop", on_click=job.stop, key="stop_import")


@st.fragment(run_every=EVERY_S)
def line(job: ImportJob, imports_page: str) -> None:
    """The same in a line, for pages about something else."""
    if not job.is_running:
        st.rerun()
    with st.container(
        horizontal=True, vertical_alignment="center", key="import_line", gap="medium"
    ):
        name = f" {job.count.name}" if job.count.name else ""
        st.progress(
            job.count.share,
            show.plain(f"Importing{name}: {job.count.share * 100:.0f} %"),
            width="stretch",
        )
        st.page_link(imports_page, label="Imports", width="content")


def waiting(job: ImportJob, imports_page: str) -> None:
    """A line on other pages about files that were looked at and not kept."""
    if job.looks:
        files = counted(len(job.offered), "file")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(f"{files} looked at, not imported yet.", width="content")
            st.page_link(imports_page, label="Imports", width="content")


def said(count: Count, verb: str) -> str:
    """`strava.zip: 120 of 237 recordings`."""
    if not count.name:
        return f"{verb} ..."
    if verb == STORING:
        return f"{verb} {count.name}" + (f": {count.what}" if count.what else "")
    if count.total > 1:
        return f"{count.name}: {count.done:,} of {count.total:,} {count.what}"
    if count.what and count.what != count.name:
        many = f" ({count.done:,})" if count.done else ""
        return f"{count.name}: {count.what}{many}"
    return f"{verb} {count.name}"


def ended(job: ImportJob) -> None:
    """What a job did that is over, until somebody has read it."""
    stored = [one for one in job.receipts if one.upload_id]
    with st.container(key="import_ended"):
        if job.state == "failed":
            st.error(
                f"{show.plain(job.error)} {_kept_so_far(stored)}",
                icon=":material/error:",
            )
        elif job.state == "stopped":
            st.info(
                f"The import was stopped. {_kept_so_far(stored)}",
                icon=":material/block:",
            )
        else:
            st.success(
                "  \n".join(_lines(job.receipts)), icon=":material/check_circle:"
            )
        if st.button("Done", key="dismiss_import"):
            jobs.registry().dismiss(job)
            st.rerun()


def _kept_so_far(stored: Sequence[Receipt]) -> str:
    if not stored:
        return "Nothing of it was stored."
    names = ", ".join(one.file for one in stored[:_LISTED])
    more = len(stored) - _LISTED
    return show.plain(
        f"Stored before that, and still there: {names}"
        + (f" and {more:,} more." if more > 0 else ".")
    )


def _lines(receipts: Sequence[Receipt]) -> list[str]:
    """Each file, or all of them together; then what was left out."""
    kept = [one for one in receipts if one.status in ("imported", "partly")]
    left = [one for one in receipts if one.status not in ("imported", "partly")]
    new, updated, same = (
        sum(getattr(one, key) for one in kept)
        for key in ("new", "updated", "unchanged")
    )
    told = f"{new:,} new, {updated:,} updated, {same:,} unchanged."
    if len(kept) > _LISTED:
        lines = [f"{len(kept):,} files: {told}"]
    else:
        lines = [
            show.plain(
                f"{one.file}: {one.new:,} new, {one.updated:,} updated, "
                f"{one.unchanged:,} unchanged."
            )
            for one in kept
        ]
    rows = sum(len(one.rejected) for one in kept)
    if rows:
        lines.append(
            f"{counted(rows, 'row')} left out; the list of imports names each of them."
        )
    if left:
        names = ", ".join(one.file for one in left[:_LISTED])
        more = len(left) - _LISTED
        lines.append(
            show.plain(
                f"Not imported: {names}" + (f" and {more:,} more." if more > 0 else ".")
            )
        )
    return lines
