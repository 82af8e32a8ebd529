"""What was found in dropped files, a card each: what is new, what is asked, what is left out."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar
from zoneinfo import available_timezones

import streamlit as st

from runlift.answers import counted
from runlift.intake import Preview
from runlift.intake.looking import REMEMBERED
from runlift.model import Question, Receipt, Rejected
from runlift.store.uploads import Upload
from runlift.ui import ask, import_progress, show, table_mapping
from runlift.ui.import_job import ImportJob
from runlift.units import day_text

T = TypeVar("T")

Shared = dict[tuple[str | None, str], list[str]]
"""Files that ask the same, by format and question."""

FEW = 6
"""So many files have a card each; of more, only those that need a look."""
_PAGE = 10
_FEW_CHOICES = 4
_MAPPED = "table_to_map"
_WORDS = {
    "kg": "kilograms",
    "lb": "pounds",
    "km": "kilometres",
    "mi": "miles",
    "dmy": "day before month",
    "mdy": "month before day",
}
_STATUS = {
    "imported": (":material/check_circle:", "ready"),
    "partly": (":material/error:", "ready, some rows left out"),
    "question": (":material/help:", "needs an answer"),
    "refused": (":material/cancel:", "refused"),
}


def paged(items: Sequence[T], per_page: int, key: str) -> Sequence[T]:
    """The items of the page that is chosen, below a choice of pages where there are more."""
    pages = -(-len(items) // per_page)
    if pages <= 1:
        return items
    page = st.pagination(pages, key=f"{key}_{pages}")
    return items[(page - 1) * per_page : page * per_page]


def all_of(job: ImportJob) -> None:
    """A card for every file; of many, for those that need attention, then the rest."""
    looks = job.looks
    shared = _asked_of_several(job)
    for (slug, key), parts in shared.items():
        _shared_question(job, slug, key, parts)
    if len(looks) <= FEW:
        for look in looks:
            _card(job, look, shared)
        return
    wanting = [look for look in looks if _needs_attention(look, shared)]
    rest = [look for look in looks if not _needs_attention(look, shared)]
    if wanting:
        st.markdown(f"**{counted(len(wanting), 'file')} to look at**")
        for look in paged(wanting, _PAGE, "cards_wanting"):
            _card(job, look, shared)
    if rest:
        label = f"{counted(len(rest), 'file')} read without a remark"
        with st.expander(label, on_change="rerun", key="cards_rest") as opened:
            if opened.open:
                for look in paged(rest, _PAGE, "cards_rest_page"):
                    _card(job, look, shared)


def totals(looks: Sequence[Preview]) -> None:
    """All files together."""
    receipts = [look.receipt for look in looks]
    ready = [one for one in receipts if one.status in ("imported", "partly")]
    refused = sum(one.status == "refused" for one in receipts)
    asking = sum(one.status == "question" for one in receipts)
    rows = sum(len(one.rejected) for one in receipts)
    st.markdown(
        f"**{counted(len(receipts), 'file')}:** {len(ready):,} ready"
        + (f", {asking:,} waiting for an answer" if asking else "")
        + (f", {refused:,} refused" if refused else "")
    )
    line = receipt_line(ready)
    st.markdown(f"{show.plain(line)}  \n{_counts(ready, rows)}" if line else "")


def receipt_line(receipts: Sequence[Receipt]) -> str:
    """What files hold, in a line."""
    sessions, sets, runs = (
        sum(getattr(one, key) for one in receipts)
        for key in ("sessions", "sets", "runs")
    )
    parts = [
        f"{counted(sessions, 'lift session')}, {counted(sets, 'set')}"
        if sessions
        else "",
        counted(runs, "run") if runs else "",
        days_line(receipts),
    ]
    return " · ".join(part for part in parts if part)


def days_line(files: Sequence[Receipt | Upload]) -> str:
    """The days that files cover: `2 Nov 2025 to 4 Jan 2026`; one day is said once."""
    days = [
        day for one in files for day in (one.first_day, one.last_day) if day is not None
    ]
    if not days:
        return ""
    first, last = (f"{day_text(day)} {day.year}" for day in (min(days), max(days)))
    return first if first == last else f"{first} to {last}"


def where(row: Rejected) -> str:
    """The member of an archive and the line, whichever there is."""
    parts = [row.member] if row.member else []
    if row.line:
        parts.append(f"line {row.line:,}")
    return ", ".join(parts) or "the file"


def _counts(receipts: Sequence[Receipt], rows: int) -> str:
    new, updated, same = (
        sum(getattr(one, key) for one in receipts)
        for key in ("new", "updated", "unchanged")
    )
    return (
        f"**{new:,}** new · **{updated:,}** updated · **{same:,}** unchanged · "
        f"**{rows:,}** {'row' if rows == 1 else 'rows'} left out"
    )


def _needs_attention(look: Preview, shared: Shared) -> bool:
    """Whether there is something to read or to answer that no other card says."""
    receipt = look.receipt
    own = [one for one in receipt.questions if (receipt.format, one.key) not in shared]
    return receipt.status != "imported" or bool(own)


def _card(job: ImportJob, look: Preview, shared: Shared) -> None:
    receipt = look.receipt
    icon, word = _STATUS[receipt.status]
    with st.container(border=True, key=f"card_{look.key}"):
        kind = f" · {receipt.format}" if receipt.format else ""
        st.markdown(f"{icon} **{show.plain(receipt.file)}**{kind} · {word}")
        if receipt.sessions or receipt.runs:
            line = show.plain(receipt_line([receipt]))
            st.markdown(f"{line}  \n{_counts([receipt], len(receipt.rejected))}")
        for note in receipt.notes:
            st.caption(show.plain(note))
        for question in job.asked.get(receipt.file, {}).values():
            if (receipt.format, question.key) not in shared:
                _question(job, [receipt.file], question, look.key)
        _rejected(receipt, look.key)
        if look.table is not None:
            _table(job, look)


def _asked_of_several(job: ImportJob) -> Shared:
    """Questions that several files of a format have in common, and these files.

    Only those whose answers hold for the format; whether a file was typed in the wrong
    unit is a question about that file.
    """
    parts: Shared = defaultdict(list)
    for look in job.looks:
        for key in job.asked.get(look.receipt.file, {}):
            if key in (*REMEMBERED, "timezone"):
                parts[look.receipt.format, key].append(look.receipt.file)
    return {what: files for what, files in parts.items() if len(files) > 1}


def _shared_question(
    job: ImportJob, slug: str | None, key: str, parts: Sequence[str]
) -> None:
    question = job.asked[parts[0]][key]
    with st.container(border=True, key=f"shared_{slug}_{key}"):
        st.markdown(f":material/help: **{len(parts):,} files** · {slug}")
        _question(job, parts, question, f"all_{slug}")


def _question(
    job: ImportJob, parts: Sequence[str], question: Question, place: str
) -> None:
    """What files cannot tell, with our guess and why; all zones when it is a zone."""
    choices = list(question.choices)
    if question.key == "timezone":
        choices = sorted({*choices, *available_timezones()})
    chosen = job.answers.get(parts[0], {}).get(question.key, question.guess)
    index = choices.index(chosen) if chosen in choices else None
    # Another answer, from this tab or another one, makes another widget: what differs
    # from `chosen` has been clicked here. A guess left standing is no answer.
    key = f"answer_{job.job_id}_{question.key}_{place}_{chosen}"
    if len(choices) > _FEW_CHOICES:
        clicked = st.selectbox(question.text, choices, index=index, key=key)
    else:
        clicked = st.radio(
            question.text,
            choices,
            index=index,
            format_func=lambda one: _WORDS.get(one, one),
            horizontal=True,
            key=key,
        )
    guess = _WORDS.get(question.guess or "", question.guess or "none")
    st.caption(show.plain(f"Our guess: {guess}. {question.why}"))
    if clicked is not None and clicked != chosen:
        job.answer(parts, question.key, clicked, ask.now())
        job.wait(import_progress.GRACE_S)
        st.rerun()


def _rejected(receipt: Receipt, key: str) -> None:
    if not receipt.rejected:
        return
    label = f"{counted(len(receipt.rejected), 'row')} left out, and why"
    with st.expander(label, on_change="rerun", key=f"rejected_{key}") as opened:
        if opened.open:
            st.dataframe(
                [
                    {"Where": where(one), "Reason": one.reason}
                    for one in receipt.rejected
                ],
                hide_index=True,
                alt="The rows that could not be used, with their place and the reason.",
            )


def _table(job: ImportJob, look: Preview) -> None:
    """The screen that asks what the columns are; one at a time, it is a large one."""
    table = look.table
    assert table is not None
    is_only = len(job.looks) == 1
    if not is_only and st.session_state.get(_MAPPED) != look.key:
        if st.button("Say what its columns are", key=f"map_{look.key}"):
            st.session_state[_MAPPED] = look.key
            st.rerun()
        return
    mapping = table_mapping.screen(
        f"table_{look.key}", table.head, table.text, table.guess
    )
    if mapping is not None:
        job.map_table(look.receipt.file, table.key, mapping, ask.now())
        job.wait(import_progress.GRACE_S)
        st.rerun()
