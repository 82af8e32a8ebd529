"""The Lift x Run page as it is used: findings dealt with, linked to, runs corrected."""

from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from tests.logs import NOW, hevy, keep, lift, opened, run, sets, strava

from runlift import frames
from runlift.model import Window
from runlift.store import Store, athletes, labels
from runlift.transforms import finding_patterns
from runlift.ui import lift_cost, run_labels

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = "pages/review/lift_run.py"
LIFTS = hevy(
    lift("2026-11-06 18:00", *sets(n=6)),
    lift("2026-10-30 18:00", *sets(n=6)),
    lift("2026-10-21 18:00", *sets(n=6)),
)
RUNS = strava(
    run("2026-11-07 08:00", 110, 20, title="Long one"),
    run("2026-10-31 08:00", 110, 20, title="Long one before"),
    run("2026-10-24 08:00", 40, 7, title="Easy one"),
)


@pytest.fixture
def page(visited):
    def start(**address):
        return visited(PAGE, LIFTS, RUNS, window="all", **address)[:2]

    return start


def shown(test):
    texts = [*test.markdown, *test.caption, *test.subheader, *test.info]
    return " ".join(one.value.replace("\\", "") for one in texts)


def press(test, label):
    next(one for one in test.button if one.label == label).click().run()
    assert not test.exception


def test_what_is_dealt_with_leaves_the_list_and_comes_back(page):
    test, _ = page()
    assert "Sat 7 Nov 08:00" in shown(test)

    next(one for one in test.text_input if "note" in one.label).set_value("race week")
    press(test, "Mark as dealt with")
    assert "Sat 7 Nov 08:00" not in shown(test)
    assert "1 findings dealt with" in shown(test)

    next(one for one in test.pills if one.label == "Show").set_value(["done"]).run()
    assert "Sat 7 Nov 08:00" in shown(test)
    assert "race week" in shown(test)
    press(test, "Open again")
    assert "Nothing of this kind" in shown(test)


def test_a_link_opens_its_finding_and_an_old_one_says_so(page):
    test, path = page()
    with Store(str(path)) as store:
        [ana] = athletes.athletes(store)
        found = frames.training(store, ana)["findings"]
    st.cache_resource.clear()
    wanted = found[found["rule"] == "article_24h"]["finding_id"].iloc[-1]

    test, _ = page(finding=wanted)
    assert "Opened from a link" in shown(test)
    test, _ = page(finding="gone")
    assert "not there any more" in shown(test)


def test_the_repeating_pair_of_days_is_named(page):
    test, _ = page()

    assert "2 conflicts and no cautions" in shown(test)
    assert "What repeats" in shown(test)


def test_the_cost_is_told_as_too_few_runs(page):
    test, _ = page()

    assert "The day after heavy legs: no runs to compare" in shown(test)


def test_what_is_exploratory_says_so_and_what_cannot_be_said(page):
    test, _ = page()
    said = shown(test)

    assert "about one such row in 20 shows a drop by chance alone" in said
    assert "no planned key runs to compare" in said
    assert "Fewer than 6 runs after heavy legs, so nothing is said: easy and" in said


@pytest.mark.parametrize(
    ("outcome", "verdict", "value", "said"),
    [
        ("speed", "clear drop", -3.2, "slower at the same heart rate"),
        ("rpe", "clear drop", 0.9, "felt harder"),
        ("rpe", "small gain", -0.3, "felt a little easier"),
        ("completed", "clear drop", -40.0, "completed less often"),
        ("completed", "unclear", -4.0, "unclear; about 13 more runs would tell"),
        ("rpe", "early look", float("nan"), "too early to tell"),
    ],
)
def test_a_drop_is_for_the_worse_whatever_is_compared(outcome, verdict, value, said):
    row = {
        "outcome": outcome,
        "verdict": verdict,
        "estimate": value,
        "is_confounded": False,
        "more_runs": 13 if verdict == "unclear" else 0,
    }

    assert lift_cost.word(row) == said
    assert lift_cost.difference(row).startswith(
        f"{value:+.1f}" if value == value else ""
    )


def test_nothing_is_changed_before_anybody_changes_it(page):
    test, _ = page()

    [save] = [one for one in test.button if one.key == "save_labels"]
    assert (save.label, save.disabled) == ("Nothing changed", True)


def test_words_that_were_changed_are_saved_by_run_and_taken_back_by_emptying():
    before = pd.Series(["long", None, "easy"], index=["a", "b", "c"], dtype="str")
    after = pd.Series(["long", "A race", None], index=["a", "b", "c"], dtype="str")

    assert run_labels.changes(before, after) == {"b": "raceA", "c": None}
    assert run_labels.changes(before, before) == {}


def test_her_word_about_a_run_takes_its_finding_away(page):
    _, path = page()
    with Store(str(path)) as store:
        [ana] = athletes.athletes(store)
        log = frames.training(store, ana)
        run_id = log["runs"].set_index("title").loc["Long one", "run_id"]
        labels.call(store, ana.athlete_id, [run_id], "easy", NOW)
        after = frames.training(store, ana)["findings"]
    st.cache_resource.clear()

    assert run_id in set(log["findings"]["run_id"])
    assert "article_24h" not in set(after.loc[after["run_id"] == run_id, "rule"])


# What the pictures below the list are made of.


def log():
    store, ana = opened()
    with store:
        keep(store, ana, LIFTS, RUNS)
        return frames.training(store, ana)


def window(log):
    days = log["runs"]["day"]
    return Window(days.min().date(), days.max().date())


def test_patterns_count_by_weekday_and_class():
    found = finding_patterns.patterns(log()["findings"]).iloc[0]

    assert found[["lift_day", "run_day", "run_class", "conflicts"]].tolist() == [
        "Friday",
        "Saturday",
        "long",
        2,
    ]
    assert found["hours"] == pytest.approx(13)


def test_every_month_of_the_window_is_there():
    judged = log()
    found = frames.months(judged["findings"], window(judged))

    assert found["month"].dt.strftime("%Y-%m").tolist() == ["2026-10", "2026-11"]
    assert found["conflicts"].tolist() == [1, 1]


def test_gaps_are_hours_from_the_last_leg_lift():
    judged = log()
    found = frames.gaps(judged, window(judged))

    assert found["hours"].tolist() == pytest.approx([13, 13])
    assert set(found["severity"]) == {"conflict"}
