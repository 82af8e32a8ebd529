"""Notes about an athlete: appended, changed and taken away, and nobody else's."""

from datetime import date, timedelta

import pytest
from tests.logs import NOW, opened

from runlift.errors import NotFound, WrongInput
from runlift.store import athletes, notes
from runlift.store.notes import Subject

DAY = date(2026, 11, 20)
HER = Subject("athlete", "", DAY)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def house():
    store, ana = opened()
    with store:
        yield store, ana.athlete_id


def written(store, who):
    found = notes.notes(store, who)
    return found[["author", "about", "about_id", "content"]].values.tolist()


def test_a_note_is_kept_with_its_author_its_subject_and_its_day(house):
    store, ana = house

    notes.write(store, ana, "Kim", Subject("week", "2026-11-16", DAY), " Tired. ", NOW)

    assert written(store, ana) == [["Kim", "week", "2026-11-16", "Tired."]]
    [one] = notes.notes(store, ana).itertuples()
    assert one.day.date() == DAY
    assert one.written_at == one.changed_at == NOW


def test_a_changed_note_keeps_everything_but_its_words_and_the_old_ones_stay(house):
    store, ana = house
    note = notes.write(store, ana, "Kim", HER, "Sleeps badly", NOW)

    notes.change(store, ana, note, "Sleeps well again", LATER)

    assert written(store, ana) == [["Kim", "athlete", "", "Sleeps well again"]]
    [one] = notes.notes(store, ana).itertuples()
    assert (one.written_at, one.changed_at) == (NOW, LATER)
    with store.cursor() as cursor:
        every = cursor.execute("select content from coach_note order by event_no")
        assert every.fetchall() == [("Sleeps badly",), ("Sleeps well again",)]


def test_what_is_taken_away_is_gone_and_cannot_be_changed(house):
    store, ana = house
    note = notes.write(store, ana, "me", HER, "A mistake", NOW)
    kept = notes.write(store, ana, "me", HER, "No mistake", NOW)

    notes.take_away(store, ana, note, LATER)

    assert notes.notes(store, ana)["note_id"].tolist() == [kept]
    for again in (
        lambda: notes.take_away(store, ana, note, LATER),
        lambda: notes.change(store, ana, note, "Back", LATER),
    ):
        with pytest.raises(NotFound):
            again()


def test_the_same_words_twice_are_two_notes(house):
    store, ana = house

    ids = {notes.write(store, ana, "me", HER, "Good week", NOW) for _ in range(2)}

    assert len(ids) == len(notes.notes(store, ana)) == 2


def test_the_newest_day_comes_first_and_of_a_day_the_newest_note(house):
    store, ana = house
    for content, back, now in (
        ("old", 7, LATER),
        ("first", 0, NOW),
        ("next", 0, LATER),
    ):
        subject = Subject("athlete", "", DAY - timedelta(days=back))
        notes.write(store, ana, "me", subject, content, now)

    assert notes.notes(store, ana)["content"].tolist() == ["next", "first", "old"]


def test_another_athletes_notes_are_neither_shown_nor_changed(house):
    store, ana = house
    bo = athletes.new(store, "Bo", NOW, timezone="UTC")
    athletes.write(store, bo, NOW)
    note = notes.write(store, ana, "me", HER, "About Ana", NOW)

    assert notes.notes(store, bo.athlete_id).empty
    for touch in (
        lambda: notes.change(store, bo.athlete_id, note, "About Bo", LATER),
        lambda: notes.take_away(store, bo.athlete_id, note, LATER),
    ):
        with pytest.raises(NotFound):
            touch()
    assert notes.notes(store, ana)["content"].tolist() == ["About Ana"]


def test_deleting_the_athlete_deletes_her_notes(house):
    store, ana = house
    notes.write(store, ana, "me", HER, "About Ana", NOW)

    athletes.delete(store, ana)

    with store.cursor() as cursor:
        assert cursor.execute("select count(*) from coach_note").fetchall() == [(0,)]


@pytest.mark.parametrize("content", ["", " \n\t ", "x" * (notes.MAX_LENGTH + 1)])
def test_nothing_and_too_much_are_refused_with_a_sentence(house, content):
    store, ana = house

    with pytest.raises(WrongInput, match="note"):
        notes.write(store, ana, "me", HER, content, NOW)

    assert notes.notes(store, ana).empty


def test_as_much_as_fits_is_kept_as_it_is(house):
    store, ana = house
    content = "ä\n<b>" * (notes.MAX_LENGTH // 5)

    notes.write(store, ana, "me", HER, content, NOW)

    assert notes.notes(store, ana)["content"].tolist() == [content]
