"""The athlete review as a coach uses it: a link, three sentences, conflicts, notes."""

import re
from datetime import date, datetime, timedelta

import pytest
import streamlit as st
from tests.logs import BENCH, NOW, hevy, lift, run, sets, strava

from runlift import access
from runlift.access import Viewer
from runlift.store import Store, athletes, notes
from runlift.store.notes import MAX_LENGTH, Subject
from runlift.ui import ask, show
from runlift.ui import notes as ui_notes

PAGE = "pages/coach/review.py"
LIFTS = hevy(
    # Back to the block before the one that is looked at.
    lift("2026-09-23 18:00", *sets(BENCH, n=3)),
    lift("2026-10-21 18:00", *sets(BENCH, n=3)),
    lift("2026-11-06 18:00", *sets(n=6)),
    lift("2026-11-13 18:00", *sets(n=6)),
)
RUNS = strava(
    run("2026-09-22 08:00", 50, 10, title="First"),
    run("2026-10-24 08:00", 50, 10, title="Easy one"),
    run("2026-11-07 08:00", 110, 20, title="Long one"),
    run("2026-11-14 08:00", 110, 22, title="Long two"),
)
BLOCK = {"window": "own", "from": "2026-10-19", "to": "2026-11-15"}


@pytest.fixture
def page(visited):
    def start(*files, **address):
        files = files or (LIFTS, RUNS)
        return visited(PAGE, *files, **(BLOCK | address))

    return start


def shown(test):
    texts = [*test.markdown, *test.caption, *test.subheader, *test.info]
    return " ".join(one.value.replace("\\", "") for one in texts)


def press(test, label, place=0):
    [*found] = [one for one in test.button if one.label == label]
    found[place].click().run()
    assert not test.exception


def answer(test):
    return next(
        one.value.replace("\\", "") for one in test.markdown if one.value[:5] == "#### "
    )


def test_a_block_is_three_sentences(page):
    test, _, _ = page()

    # 52 km and 3 lifts in four weeks; 10 km and a lift of three sets in those before.
    assert answer(test) == (
        "#### An average week: 13 km (before: 2 km), 2 long runs and no key runs in all; "
        "0.8 lifts with 4 hard sets (before: 1). 2 conflicts between lifting and running; "
        "2 of 2 long and key runs had one. Little stimulus for "
        + answer(test).partition("Little stimulus for ")[2]
    )


def test_the_parts_stand_in_the_order_of_a_call(page):
    test, _, _ = page()

    assert [one.value for one in test.subheader] == [
        "Conflicts, and what to move",
        "Strength",
        "Volume",
        "Running",
        "Notes",
        "A report to send",
    ]


def test_a_conflict_is_dealt_with_from_here(page):
    test, _, _ = page()
    assert "2 open" in shown(test)

    press(test, "Mark as dealt with")

    assert "1 open" in shown(test)
    assert "1 of them dealt with" in answer(test)


def test_a_link_to_a_week_opens_it_and_offers_to_write_about_it(visited):
    test, _, ana = visited(PAGE, LIFTS, RUNS, week="2026-11-11")

    assert test.query_params["window"] == "own"
    assert test.query_params["from"] == "2026-11-09"
    assert test.query_params["to"] == "2026-11-15"
    assert "9 Nov to 15 Nov 2026, beside 2 Nov to 8 Nov 2026." in shown(test)
    about = next(one for one in test.selectbox if one.label == "A note about")
    assert about.value == "week:2026-11-09"
    assert test.selectbox[0].value == ana.athlete_id


@pytest.mark.slow
def test_a_link_with_days_and_a_week_keeps_its_days(page):
    test, _, _ = page(week="2026-11-02")

    assert test.query_params["from"] == "2026-10-19"
    about = next(one for one in test.selectbox if one.label == "A note about")
    assert about.value == "week:2026-11-02"


@pytest.mark.slow
@pytest.mark.parametrize("week", ["", "yesterday", "2026-99-99"])
def test_a_week_that_is_none_is_passed_over(visited, week):
    test, _, _ = visited(PAGE, LIFTS, RUNS, week=week)

    assert test.query_params["window"] == "4full"


def test_without_a_choice_it_is_the_last_four_whole_weeks(visited):
    test, _, _ = visited(PAGE, LIFTS, RUNS)

    assert test.query_params["window"] == "4full"
    # Other pages begin with their own window, and a choice is kept by all of them.
    test.switch_page("pages/review/overview.py").run()
    assert test.query_params["window"] == "12w"
    test.switch_page(PAGE).run()
    assert test.query_params["window"] == "4full"


@pytest.mark.slow
def test_a_chosen_window_stays_over_pages_and_whole_weeks_only_here(visited):
    test, _, _ = visited("pages/review/overview.py", LIFTS, RUNS, window="year")
    test.switch_page(PAGE).run()
    assert test.query_params["window"] == "year"

    test, _, _ = visited(PAGE, window="4full")
    test.switch_page("pages/review/overview.py").run()
    assert not test.exception
    assert test.query_params["window"] == "12w"


def test_a_note_is_written_changed_and_taken_away(page):
    test, path, ana = page()
    assert "Nothing is written yet." in shown(test)

    box = next(one for one in test.text_area if one.key == "new_note_review")
    box.set_value("Talked about\nFridays").run()
    press(test, "Keep the note", -1)
    assert "Fridays" in shown(test)
    assert "me" in shown(test)
    box = next(one for one in test.text_area if one.key == "new_note_review")
    assert box.value == ""

    [change] = [one for one in test.text_area if one.key.startswith("changed_note_")]
    change.set_value("Moves Friday to Thursday").run()
    press(test, "Keep the change")
    assert "Moves Friday to Thursday" in shown(test)
    assert "changed" in shown(test)

    press(test, "Take away")
    assert "Nothing is written yet." in shown(test)
    st.cache_resource.clear()
    with Store(str(path)) as store:
        assert notes.notes(store, ana.athlete_id).empty


def test_an_empty_note_is_refused_with_a_sentence(page):
    test, _, _ = page()

    press(test, "Keep the note", -1)

    assert "The note is empty" in test.toast[0].value
    assert "Nothing is written yet." in shown(test)


@pytest.mark.slow
def test_a_note_on_a_finding_stands_on_its_card_here_and_on_lift_run(page):
    test, _, _ = page()
    box = next(one for one in test.text_area if "short_" in one.key)
    box.set_value("Agreed to move it").run()
    press(test, "Keep the note")
    assert "Agreed to move it" in shown(test)
    # In the list of notes it stands with what was found.
    [about] = [one.value for one in test.caption if "14 Nov 2026 · " in one.value][-1:]
    assert "ended 13 h before Long two" in about.replace("\\", "")

    test.switch_page("pages/review/lift_run.py").run()
    assert not test.exception
    assert "Agreed to move it" in shown(test)


HOSTILE = {
    "html": "<script>alert(1)</script> <b>bold</b> &lt;i&gt;",
    "markdown": "# Head\n- item\n    code\n| a | b |\n|---|---|\n![x](http://x.y/z.png) :red[x] $x^2$ `c`",
    "right to left": "\u202eevil\u202c \u2066x \u200f שלום\u2069\u2069",
    "long": "word " * (MAX_LENGTH // 5 - 1) + "<end>",
    "one word": "x" * MAX_LENGTH,
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", HOSTILE)
def test_a_note_is_shown_as_text(page, kind):
    _, path, ana = page()
    st.cache_resource.clear()
    with Store(str(path)) as store:
        for about, key in (("athlete", ""), ("week", "2026-11-02")):
            subject = Subject(about, key, date(2026, 11, 9))
            notes.write(
                store, ana.athlete_id, HOSTILE["html"], subject, HOSTILE[kind], NOW
            )

    test, _, _ = page()

    texts = [one.value for one in [*test.markdown, *test.caption]]
    assert sum(one == ui_notes.shown(HOSTILE[kind].strip()) for one in texts) == 2
    assert not any(one.allow_html for one in [*test.markdown, *test.caption])
    together = " ".join(texts)
    for marked in ("<", "!", "[x", "#  ", "- ", ":red", "$x", "`"):
        after = together.partition("####")[2]
        assert not re.search(r"(?<!\\)" + re.escape(marked), _of_notes(after)), marked


def _of_notes(text):
    """What stands between the marks that keep a note to itself."""
    return " ".join(re.findall("\u2068(.*?)\u2069", text, re.DOTALL))


def test_every_line_is_escaped_and_keeps_to_itself():
    assert ui_notes.shown("# a\n\n  <b>\r\nc") == "  \n".join(
        [
            f"\u2068{show.plain('# a')}\u2069",
            "",
            f"\u2068{show.plain('<b>')}\u2069",
            "\u2068c\u2069",
        ]
    )


def test_another_athletes_notes_are_not_here(page):
    _, path, ana = page()
    st.cache_resource.clear()
    with Store(str(path)) as store:
        bo = athletes.new(store, "Bo", NOW, timezone="UTC")
        athletes.write(store, bo, NOW)
        subject = Subject("athlete", "", date(2026, 11, 9))
        notes.write(store, bo.athlete_id, "me", subject, "Only about Bo", NOW)

    test, _, _ = page(athlete=ana.athlete_id)

    assert "Only about Bo" not in shown(test)


@pytest.mark.slow
def test_a_coach_signs_her_notes_and_changes_no_others(page, monkeypatch):
    _, path, ana = page()
    st.cache_resource.clear()
    with Store(str(path)) as store:
        for name in ("Kim", "Somebody else"):
            subject = Subject("athlete", "", date(2026, 11, 9))
            notes.write(store, ana.athlete_id, name, subject, f"By {name}", NOW)
    coach = Viewer("kim", "coach", "Kim", None, frozenset({ana.athlete_id}))
    monkeypatch.setattr(ask, "viewer", lambda: coach)
    monkeypatch.setattr(
        ask, "may", lambda one, what: access.may(coach, one.athlete_id, what)
    )

    test, _, _ = page()

    assert len([one for one in test.text_area if one.label == "Note"]) == 2 + 1 + 1
    assert [
        one.value for one in test.text_area if one.key.startswith("changed_note_")
    ] == ["By Kim"]
    # That something was dealt with is a note, too.
    assert "Mark as dealt with" in [one.label for one in test.button]
    box = next(one for one in test.text_area if one.key == "new_note_review")
    box.set_value("Signed").run()
    press(test, "Keep the note", -1)
    with_names = [one.value for one in test.caption if "Kim" in one.value]
    assert len(with_names) == 2


@pytest.mark.slow
def test_who_may_not_write_reads_only(page, monkeypatch):
    _, path, ana = page()
    st.cache_resource.clear()
    with Store(str(path)) as store:
        subject = Subject("athlete", "", date(2026, 11, 9))
        notes.write(store, ana.athlete_id, "me", subject, "Read me", NOW)
    monkeypatch.setattr(ask, "may", lambda one, what: what == "read")

    test, _, _ = page()

    assert "Read me" in shown(test)
    assert not test.text_area


@pytest.mark.slow
def test_a_followed_plan_is_held_against_what_was_done(visited, monkeypatch):
    monkeypatch.setattr(ask, "today", lambda: date(2026, 11, 16))
    monkeypatch.setattr(ask, "local_now", lambda athlete: datetime(2026, 11, 16, 12))
    test, _, _ = visited("pages/plan/builder.py", LIFTS, RUNS)
    press(test, "Follow this plan")

    test.switch_page(PAGE).run()
    assert not test.exception
    assert "had nothing due in this block" in shown(test)

    monkeypatch.setattr(ask, "today", lambda: date(2026, 12, 14))
    monkeypatch.setattr(ask, "local_now", lambda athlete: datetime(2026, 12, 14, 12))
    st.cache_resource.clear()
    test, _, _ = visited(
        PAGE, window="own", **{"from": "2026-11-16", "to": "2026-12-13"}
    )
    assert "Plan against done" in shown(test)
    assert re.search(r"0 of \d+ lifts and 0 of \d+ runs were done", shown(test))
    [plan] = [one.value for one in test.dataframe if "leg_load_planned" in one.value]
    assert len(plan) == 4
    assert plan["lifts"].str.startswith("0 of ").all()


def test_two_blocks_are_compared_on_their_own_tab(page):
    test, _, _ = page(part="Two blocks")

    assert "19 Oct to 15 Nov 2026 beside 21 Sep to 18 Oct 2026" in shown(test).replace(
        "**", ""
    )
    week = test.dataframe[0].value.set_index("name")
    distance = week.loc["Running (km)"]
    # 52 km of three runs, and 10 km of one.
    assert distance[["block", "other", "change"]].tolist() == ["13.0", "2.5", "+10.5"]
    assert distance[["block_n", "other_n"]].tolist() == ["3 runs", "1 run"]
    assert week.loc["Long runs", "change"] == "+0.50"


@pytest.mark.slow
def test_a_block_before_the_log_is_not_nought(page):
    test, _, _ = page(part="Two blocks", other="year")

    week = test.dataframe[0].value
    assert (week["other"] == "–").all()
    assert (week["change"] == "–").all()
    assert week["note"].str.contains("begins on 2").all()


@pytest.mark.slow
@pytest.mark.parametrize("files", [(LIFTS,), (RUNS,)], ids=["lifts", "runs"])
def test_half_a_log_says_what_is_missing(visited, files):
    test, _, _ = visited(PAGE, *files, **BLOCK)

    assert "so nothing can collide" in shown(test)
    test, _, _ = visited(PAGE, *files, **(BLOCK | {"part": "Two blocks"}))
    assert not test.error
    assert "in the log" in test.dataframe[0].value["note"].iloc[-1]


@pytest.mark.slow
def test_a_block_without_training_says_so(page):
    days = {"from": "2026-11-16", "to": "2026-11-22"}

    test, _, _ = page(**days)

    assert "An average week: no training." in answer(test)
    test, _, _ = page(**days, part="Two blocks")
    assert not test.error


@pytest.mark.slow
def test_a_note_about_a_run_names_it_and_one_that_is_gone_says_so(page):
    test, path, ana = page()
    about = next(one for one in test.selectbox if one.label == "A note about")
    [option] = [one for one in about.options if "Long two" in one]
    about.select(option).run()
    box = next(one for one in test.text_area if one.key == "new_note_review")
    box.set_value("Felt easy").run()
    press(test, "Keep the note", -1)
    assert "Run of Sat 14 Nov: Long two" in shown(test)

    st.cache_resource.clear()
    with Store(str(path)) as store:
        subject = Subject("run", "gone", date(2026, 11, 9))
        later = datetime(2026, 11, 23, 13) + timedelta(hours=1)
        notes.write(store, ana.athlete_id, "me", subject, "What was that", later)
    test, _, _ = page()
    assert "not in the log any more" in shown(test)
