"""What the notes of sessions say of tiredness and pain, and what follows from it."""

from datetime import date, datetime

import pandas as pd

from runlift.transforms.complaints import Pain, complaints, newest_pain


def lifts(*rows):
    frame = pd.DataFrame(rows, columns=["start_local", "note"])
    return frame.assign(start_local=pd.to_datetime(frame["start_local"]))


LOG = lifts(
    ("2026-12-01 18:00", "Fast.\nTired or sore 7 of 10.\nPain 2 of 10, left calf."),
    ("2026-12-01 20:00", "Tired or sore 8 of 10."),
    ("2026-12-03 18:00", "Pain 6 of 10."),
    ("2026-12-04 18:00", "I was in pain 9 of 10 times, tired or sore 9 of 10."),
    ("2026-12-05 18:00", None),
)


def test_tiredness_is_the_higher_one_of_a_day():
    assert complaints(LOG) == {date(2026, 12, 1): 8.0}


def test_the_newest_pain_counts_and_prose_does_not():
    assert newest_pain(LOG) == Pain(date(2026, 12, 3), 6.0, "")
    assert newest_pain(LOG.iloc[:1]) == Pain(date(2026, 12, 1), 2.0, "left calf")


def test_a_log_without_notes_says_nothing():
    empty = LOG.iloc[4:]

    assert complaints(empty) == {} and newest_pain(empty) is None
    assert newest_pain(lifts((datetime(2026, 12, 1), "Pain 0 of 10."))).of_ten == 0
