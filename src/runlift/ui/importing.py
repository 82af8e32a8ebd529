"""Dropping files: a preview of each, questions with our guess, then one click to keep."""

from zoneinfo import available_timezones

import streamlit as st

from runlift import intake
from runlift.errors import RunliftError
from runlift.intake import Offered, Preview
from runlift.model import Athlete, Question, Receipt
from runlift.store import athletes as people
from runlift.ui import ask, cached, show
from runlift.units import day_text

_UPLOADER = "dropped"
_ROUND = "dropped_round"
"""The uploader forgets its files when its key changes."""
_DONE = "import_receipts"
_ASKED = "asked_questions"
_SAID = "clicked_answers"
_FEW = 4
_ANSWER_WORDS = {
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


def drop(athlete: Athlete | None) -> None:
    """The drop area and, once there are files, what they would bring.

    Args:
        athlete: whose files they are; on an empty store the name is asked for.
    """
    files = st.file_uploader(
        "Exports of Hevy, Strong, StrengthLog, FitNotes, Strava, Garmin or Runkeeper",
        accept_multiple_files=True,
        key=f"{_UPLOADER}_{st.session_state.get(_ROUND, 0)}",
    )
    if not files:
        st.caption(
            "Several files at once, of any mix. Nothing is stored before you say so."
        )
        return
    is_newcomer = athlete is None or athlete.is_demo
    person = _newcomer(athlete) if is_newcomer else athlete
    if person is None:
        return
    offered = [Offered(one.name, one.getvalue()) for one in files]
    looks = _previews(person, offered)
    for place, look in enumerate(looks):
        _preview(place, look)
    _keep_button(person, looks, is_new=is_newcomer)


def receipt_line(receipt: Receipt) -> str:
    """What a file holds, in a line."""
    parts = [
        f"{receipt.sessions:,} lift sessions, {receipt.sets:,} sets"
        if receipt.sessions
        else "",
        f"{receipt.runs:,} runs" if receipt.runs else "",
        f"{day_text(receipt.first_day)} {receipt.first_day.year} to "
        f"{day_text(receipt.last_day)} {receipt.last_day.year}"
        if receipt.first_day and receipt.last_day
        else "",
    ]
    return " · ".join(part for part in parts if part)


def _newcomer(demo: Athlete | None) -> Athlete | None:
    """The athlete a first import makes; one's own files never go to a demo athlete."""
    if demo:
        st.info(
            f"{show.plain(demo.name)} is a demo athlete. Your files go to an athlete of "
            "your own: give a name here, or choose yourself at the top.",
            icon=":material/info:",
        )
    name = st.text_input("Your name", "Me", key="newcomer_name", max_chars=80)
    try:
        return people.new(
            ask.store(),
            name,
            ask.now().replace(hour=0, minute=0, second=0, microsecond=0),
            timezone=ask.zone(),
        )
    except RunliftError as refusal:
        st.error(str(refusal))
        return None


def _previews(athlete: Athlete, offered: list[Offered]) -> list[Preview]:
    """Look at every file, with a count while it lasts."""
    bar = st.progress(0.0, "Reading ...")

    def progress(done: int, total: int, name: str) -> None:
        bar.progress(
            done / max(1, total), f"Reading {done} of {total} {show.plain(name)}"
        )

    looks = intake.preview(
        ask.store(),
        athlete,
        offered,
        ask.now(),
        answers=_given(offered),
        progress=progress,
    )
    bar.empty()
    asked = st.session_state.setdefault(_ASKED, {})
    for look in looks:
        for question in look.receipt.questions:
            asked.setdefault(_file_key(look.offered), {})[question.key] = question
    return looks


def _file_key(offered: Offered) -> str:
    return f"{offered.name}_{len(offered.content)}"


def _given(offered: list[Offered]) -> dict[str, dict[str, str]]:
    """Answers chosen so far, by file."""
    given: dict[str, dict[str, str]] = {}
    for one in offered:
        said = st.session_state.get(_SAID, {}).get(_file_key(one))
        if said:
            given[one.name] = dict(said)
    return given


def _answered(file: str, question: str, key: str) -> None:
    """Only what somebody has clicked is an answer; a guess left standing is not."""
    said = st.session_state.setdefault(_SAID, {}).setdefault(file, {})
    said[question] = st.session_state[key]


def _preview(place: int, look: Preview) -> None:
    receipt = look.receipt
    icon, word = _STATUS[receipt.status]
    with st.container(border=True, key=f"preview_{place}"):
        name = show.plain(receipt.file)
        kind = f" · {receipt.format}" if receipt.format else ""
        st.markdown(f"{icon} **{name}**{kind} · {word}")
        if receipt.sessions or receipt.runs:
            st.markdown(show.plain(receipt_line(receipt)))
            st.markdown(
                f"**{receipt.new:,}** new · **{receipt.updated:,}** updated · "
                f"**{receipt.unchanged:,}** unchanged · "
                f"**{len(receipt.rejected):,}** rows left out"
            )
        for note in receipt.notes:
            st.caption(show.plain(note))
        # An answered question is no longer in the receipt, but may be answered anew.
        asked = st.session_state[_ASKED].get(_file_key(look.offered), {})
        for question in asked.values():
            _question(question, _file_key(look.offered))
        _rejected(receipt)


def _question(question: Question, file: str) -> None:
    """What the file cannot tell, with our guess and why; all zones when it is a zone."""
    choices = list(question.choices)
    if question.key == "timezone":
        choices = sorted({*choices, *available_timezones()})
    index = choices.index(question.guess) if question.guess in choices else None
    key = f"answer_{question.key}_{file}"
    args = (file, question.key, key)
    if len(choices) > _FEW:
        st.selectbox(
            question.text, choices, index=index, key=key, on_change=_answered, args=args
        )
    else:
        st.radio(
            question.text,
            choices,
            index=index,
            format_func=lambda one: _ANSWER_WORDS.get(one, one),
            horizontal=True,
            key=key,
            on_change=_answered,
            args=args,
        )
    guess = _ANSWER_WORDS.get(question.guess or "", question.guess or "none")
    st.caption(show.plain(f"Our guess: {guess}. {question.why}"))


def _rejected(receipt: Receipt) -> None:
    if not receipt.rejected:
        return
    with st.expander(f"{len(receipt.rejected)} rows left out, and why"):
        st.dataframe(
            [{"Line": one.line, "Reason": one.reason} for one in receipt.rejected],
            hide_index=True,
            alt="The rows of the file that could not be used, with line and reason.",
        )


def _keep_button(athlete: Athlete, looks: list[Preview], *, is_new: bool) -> None:
    usable = [look for look in looks if look.receipt.status in ("imported", "partly")]
    useful = [look for look in usable if look.is_new]
    if not useful:
        st.info("There is nothing new in these files.", icon=":material/info:")
        return
    many = f"{len(useful)} files" if len(useful) > 1 else "1 file"
    label = f"Import {many} for {athlete.name}"
    if not st.button(label, type="primary", key="keep_import"):
        return
    bar = st.progress(0.0, "Storing ...")

    def progress(done: int, total: int, name: str) -> None:
        bar.progress(
            done / max(1, total), f"Storing {done} of {total} {show.plain(name)}"
        )

    now = ask.now()
    if is_new:
        people.write(ask.store(), athlete, now)
        ask.choose_athlete(athlete.athlete_id)
    st.session_state[_DONE] = intake.keep(
        ask.store(),
        useful,
        now,
        progress=progress,
    )
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    cached.forget()
    st.rerun()


def tell_receipts() -> None:
    """What the last import did, once, whatever page comes next."""
    receipts: list[Receipt] = st.session_state.pop(_DONE, [])
    if receipts:
        lines = [
            f"{show.plain(one.file)}: {one.new:,} new, {one.updated:,} updated, "
            f"{one.unchanged:,} unchanged."
            for one in receipts
        ]
        st.success("  \n".join(lines), icon=":material/check_circle:")
