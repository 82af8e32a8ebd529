"""The import page in each of its states: dropped, looked at, asked, refused, done, failed."""

import io
import logging
import threading
from datetime import datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from tests import archives, logs

from runlift import importers
from runlift.intake.looking import POSITIONS
from runlift.store import athletes, uploads
from runlift.ui import ask, import_drop, import_progress, jobs
from runlift.ui.import_job import Count

REPOSITORY = Path(__file__).resolve().parents[2]
IMPORTS = "pages/data/imports.py"
NOW = datetime(2026, 11, 23, 12, 0)
LONGEST_S = 120
MONDAY = logs.hevy(logs.lift("2026-11-02 18:00", *logs.sets(n=3)))
BAD_ROW = MONDAY + logs.lift("2026-11-03 18:00", *logs.sets(load="heavy")).encode()
STRONG = (
    b"Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,"
    b"Notes,Workout Notes,RPE\n"
    b'2026-11-04 18:00:00,"A",1h,"Bench Press (Barbell)",1,100,5,0,0,"","",\n'
)
TABLE = (
    b"Datum;Lift;Wdh.;Gewicht (kg)\n02.01.2026;Squat;5;102,5\n03.01.2026;Bench;8;60\n"
)
PDF = b"%PDF-1.7 ..."


class Page:
    """The app on a store of its own, with Ana's imports open."""

    def __init__(self, monkeypatch, path):
        # A click waits for its work, so that what is drawn next does not depend on luck.
        monkeypatch.setattr(import_progress, "GRACE_S", LONGEST_S)
        monkeypatch.setenv("RUNLIFT_STORE", str(path))
        self.store = ask.store()
        self.ana = athletes.new(self.store, "Ana", NOW, timezone="Europe/Oslo")
        athletes.write(self.store, self.ana, NOW)
        self.test = self.opened(IMPORTS)

    def opened(self, page):
        """Another visitor, or this one after a reload."""
        test = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=60)
        self.test = test.switch_page(page).run()
        return self.calm()

    def calm(self):
        assert not self.test.exception
        return self.test

    @property
    def job(self):
        return jobs.registry().of(self.ana.athlete_id)

    def drop(self, **files):
        dropped = [
            (name.replace("_", "."), content, "") for name, content in files.items()
        ]
        self.test.file_uploader[0].set_value(dropped).run()
        return self.settled()

    def settled(self):
        if self.job is not None:
            self.job.wait(LONGEST_S)
        self.test.run()
        return self.calm()

    def press(self, label):
        button = next(one for one in self.test.button if one.label == label)
        button.click().run()
        return self.settled()

    def said(self):
        kinds = ("markdown", "caption", "success", "info", "error", "warning")
        text = " ".join(one.value for kind in kinds for one in self.test.get(kind))
        return text.replace("\\", "")

    def labels(self):
        return [one.label for one in self.test.button]

    def rows(self):
        return len(uploads.uploads(self.store, self.ana.athlete_id))


@pytest.fixture
def page(monkeypatch, tmp_path):
    yield Page(monkeypatch, tmp_path / "store.duckdb")
    st.cache_resource.clear()


def test_a_dropped_file_is_looked_at_and_nothing_is_stored(page):
    page.drop(a_csv=MONDAY)

    assert "a.csv** · hevy · ready" in page.said()
    assert "1 lift session, 3 sets · 2 Nov 2026" in page.said()
    assert (
        "**1** new · **0** updated · **0** unchanged · **0** rows left out"
        in page.said()
    )
    assert "Import 1 file for Ana" in page.labels()
    assert page.rows() == 0


@pytest.mark.slow
def test_the_uploader_is_empty_once_the_files_are_taken_over(page):
    page.drop(a_csv=MONDAY)

    assert page.test.file_uploader[0].value in (None, [])
    assert len(page.job.looks) == 1


@pytest.mark.slow
def test_what_was_kept_is_told_until_somebody_has_read_it(page):
    page.drop(a_csv=MONDAY, letter_pdf=PDF)
    page.press("Import 1 file for Ana")

    assert page.rows() == 1
    assert "a.csv: 1 new, 0 updated, 0 unchanged." in page.said()
    assert "Not imported: letter.pdf." in page.said()
    page.opened("pages/review/strength.py")
    assert "a.csv: 1 new" in page.said()

    page.press("Done")

    assert "a.csv: 1 new" not in page.said()
    assert page.job is None


def test_a_refused_file_says_why_and_cannot_be_imported(page):
    page.drop(letter_pdf=PDF)

    assert "letter.pdf** · refused" in page.said()
    assert "This is a PDF document." in page.said()
    assert "There is nothing new in these files." in page.said()
    assert not any(label.startswith("Import ") for label in page.labels())


@pytest.mark.slow
def test_a_table_that_waits_is_not_called_nothing_new(page):
    page.drop(
        log_csv=b"Day,Lift,kg,Reps\n2026-11-02,Squat,100,5\n2026-11-04,Squat,100,5\n"
    )

    assert "Nothing can be imported before the answer." in page.said()
    assert "nothing new" not in page.said()
    assert "Throw away" in page.labels()


def test_rows_left_out_are_counted(page):
    page.drop(a_csv=BAD_ROW)

    assert "ready, some rows left out" in page.said()
    assert "**1** row left out" in page.said()
    assert "1 row left out, and why" in [one.label for one in page.test.expander]


@pytest.mark.slow
def test_a_question_shows_the_guess_and_takes_an_answer(page):
    page.drop(strong_csv=STRONG)
    asked = page.test.radio[0]
    assert asked.label.startswith("Are the weights in this file")
    assert "Our guess: kilograms." in page.said()
    assert page.job.answers == {}

    asked.set_value("lb").run()
    page.settled()

    assert page.job.answers == {"strong.csv": {"weight_unit": "lb"}}
    assert page.test.radio[0].value == "lb"
    page.press("Import 1 file for Ana")
    with page.store.cursor() as cursor:
        loads = cursor.execute("select load_kg from lift_set").fetchall()
    assert loads[0][0] == pytest.approx(45.359237)


@pytest.mark.slow
def test_a_guess_that_nobody_touched_is_not_remembered_as_an_answer(page):
    page.drop(strong_csv=STRONG)
    page.press("Import 1 file for Ana")

    settings = athletes.settings(page.store, page.ana.athlete_id)
    assert not [name for name in settings if name.startswith("answer.")]


@pytest.mark.slow
def test_an_answer_given_in_another_tab_is_shown_and_not_undone(page):
    page.drop(strong_csv=STRONG)
    page.job.answer(["strong.csv"], "weight_unit", "lb", NOW)
    page.settled()

    page.test.run()

    assert page.test.radio[0].value == "lb"
    assert page.job.answers == {"strong.csv": {"weight_unit": "lb"}}


@pytest.mark.slow
def test_many_files_that_ask_the_same_are_asked_once(page):
    page.drop(a_csv=STRONG, b_csv=STRONG.replace(b"11-04", b"11-05"), c_csv=MONDAY)
    assert len(page.test.radio) == 1
    assert "**2 files** · strong" in page.said()

    page.test.radio[0].set_value("lb").run()
    page.settled()

    assert page.job.answers == {
        "a.csv": {"weight_unit": "lb"},
        "b.csv": {"weight_unit": "lb"},
    }


@pytest.mark.slow
def test_of_many_files_only_those_have_a_card_that_need_one(page):
    files = {
        f"lift{day}_csv": logs.hevy(logs.lift(f"2026-11-0{day} 18:00", *logs.sets()))
        for day in range(1, 9)
    }
    page.drop(**files, letter_pdf=PDF)

    assert "**9 files:** 8 ready, 1 refused" in page.said()
    assert "**1 file to look at**" in page.said()
    assert "letter.pdf" in page.said()
    assert "lift1.csv" not in page.said()
    assert "8 files read without a remark" in [one.label for one in page.test.expander]
    page.press("Import 8 files for Ana")
    assert page.rows() == 8
    assert "8 files: 8 new, 0 updated, 0 unchanged." in page.said()


@pytest.mark.slow
def test_an_unknown_table_is_read_once_its_columns_are_said(page):
    page.drop(plan_csv=TABLE)
    assert "plan.csv** · needs an answer" in page.said()

    page.press("Use this mapping")

    assert "plan.csv** · table · ready" in page.said()
    page.press("Import 1 file for Ana")
    assert page.rows() == 1


@pytest.mark.slow
def test_one_mapping_screen_is_open_at_a_time(page):
    page.drop(plan_csv=TABLE, a_csv=MONDAY)
    assert "Use this mapping" not in page.labels()

    page.press("Say what its columns are")

    assert "Use this mapping" in page.labels()


@pytest.mark.slow
def test_what_was_looked_at_is_still_there_after_a_reload(page):
    page.drop(a_csv=MONDAY)

    page.opened(IMPORTS)

    assert "Import 1 file for Ana" in page.labels()
    page.press("Throw away")
    assert page.job is None
    assert page.rows() == 0


@pytest.mark.slow
def test_another_page_says_that_files_wait(page):
    page.drop(a_csv=MONDAY)
    page.press("Import 1 file for Ana")
    page.press("Done")
    page.drop(b_csv=logs.hevy(logs.lift("2026-11-05 18:00", *logs.sets())))

    page.opened("pages/review/strength.py")

    assert "1 file looked at, not imported yet." in page.said()


@pytest.fixture
def working(page, monkeypatch):
    """A job that is held while it looks, and goes on when told."""
    reached, opened = threading.Event(), threading.Event()
    monkeypatch.setattr(import_progress, "GRACE_S", 0.01)
    job = jobs.registry().begin(page.store, page.ana)
    told = job._file

    def held(*args):
        told(*args)
        reached.set()
        assert opened.wait(LONGEST_S)

    job._file = held
    job.add([("a.csv", io.BytesIO(MONDAY))], NOW)
    assert reached.wait(LONGEST_S)
    yield opened
    opened.set()
    job.wait(LONGEST_S)


@pytest.mark.slow
def test_a_job_at_work_shows_its_progress_and_a_way_to_stop(page, working):
    page.test.run()

    page.calm()
    assert "Stop" in page.labels()
    assert not page.test.file_uploader
    stop = next(one for one in page.test.button if one.label == "Stop")
    stop.click().run()
    working.set()
    page.settled()
    assert "The import was stopped. Nothing of it was stored." in page.said()
    assert page.test.file_uploader


@pytest.mark.slow
def test_other_pages_show_a_line_while_a_job_is_at_work(page, working):
    page.opened("pages/data/settings.py")

    bars = [one.proto.text for one in page.test.get("progress")]
    assert bars == ["Importing a\\.csv\\: 0 %"]
    assert "Stop" not in page.labels()
    assert len(page.test.get("page_link")) == 1


@pytest.mark.slow
def test_a_job_that_failed_is_one_sentence(page, caplog):
    page.drop(a_csv=MONDAY)
    gone = page.job.looks[0]
    athletes.delete(page.store, page.ana.athlete_id)
    athletes.write(page.store, page.ana, NOW)
    page.job.looks = (gone, None)

    with caplog.at_level(logging.ERROR):
        page.job.keep(NOW)
        page.settled()

    assert "Something went wrong that Runlift did not expect." in page.said()
    assert "Traceback" not in page.said()
    assert caplog.records[-1].exc_info[0] is AttributeError


@pytest.mark.slow
def test_files_of_one_drop_are_one_entry_and_are_undone_together(page):
    page.drop(
        **{
            f"lift{day}_csv": logs.hevy(
                logs.lift(f"2026-11-0{day} 18:00", *logs.sets())
            )
            for day in range(1, 6)
        }
    )
    page.press("Import 5 files for Ana")
    assert "**5 files** · hevy" in page.said()
    assert "5 new, 0 updated, no rows left out" in page.said()

    page.press("Undo all")

    found = uploads.uploads(page.store, page.ana.athlete_id)
    assert [one.is_live for one in found] == [False] * 5
    assert "5 undone" in page.said()
    assert "Undo all" not in page.labels()


@pytest.mark.slow
def test_one_file_of_a_drop_can_be_undone(page):
    page.drop(a_csv=MONDAY, strong_csv=STRONG)
    page.press("Import 2 files for Ana")

    page.press("Undo")

    live = [one.is_live for one in uploads.uploads(page.store, page.ana.athlete_id)]
    assert sorted(live) == [False, True]


@pytest.mark.slow
def test_a_long_list_of_imports_has_pages(page):
    for number in range(21):
        logs.keep(
            page.store,
            page.ana,
            logs.hevy(logs.lift(f"2026-10-{number + 1:02} 18:00", *logs.sets())),
            now=datetime(2026, 11, 1, 8, number),
        )

    page.opened(IMPORTS)

    assert page.labels().count("Undo") == 20
    assert len(page.test.get("pagination")) == 1


@pytest.mark.slow
def test_a_path_on_this_computer_is_read_where_it_lies(page, tmp_path):
    archive = tmp_path / "strava.zip"
    archive.write_bytes(archives.strava_zip(2))

    page.test.text_area(key="local_paths").set_value(f"{archive}\n/no/such/file")
    page.press("Look at these files")

    assert "There is no file or folder /no/such/file" in page.said()
    assert [one.content for one in page.job.offered] == [archive]


def test_paths_are_not_asked_for_where_the_app_is_not_ones_own(page, monkeypatch):
    monkeypatch.setenv("RUNLIFT_LOCAL_FILES", "0")

    page.opened(IMPORTS)

    assert not page.test.text_area
    assert len(page.test.file_uploader) == 2


@pytest.mark.slow
def test_a_first_drop_makes_an_athlete(monkeypatch):
    monkeypatch.setenv("RUNLIFT_STORE", ":memory:")
    test = AppTest.from_file(str(REPOSITORY / "app.py"), default_timeout=60)
    test.switch_page("pages/review/overview.py").run()
    try:
        test.file_uploader[0].set_value([("a.csv", MONDAY, "")]).run()
        jobs.registry().of_newcomer().wait(LONGEST_S)
        test.run()
        test.text_input[0].set_value("Berit").run()
        button = next(b for b in test.button if b.label == "Import 1 file for Berit")
        button.click().run()
        berit = next(iter(athletes.athletes(ask.store())))
        jobs.registry().of(berit.athlete_id).wait(LONGEST_S)
        test.run()

        assert not test.exception
        assert berit.name == "Berit"
        assert test.title[0].value == "How is my training going?"
        assert test.selectbox[0].value == berit.athlete_id
    finally:
        st.cache_resource.clear()


@pytest.mark.slow
def test_positions_are_kept_only_when_asked_for(page):
    page.opened("pages/data/settings.py")
    toggle = next(
        one for one in page.test.toggle if one.label == "Keep positions of recordings"
    )
    assert toggle.value is False

    toggle.set_value(True).run()

    page.calm()
    settings = athletes.settings(page.store, page.ana.athlete_id)
    assert settings[POSITIONS] == "true"


def test_every_format_is_named_once_where_it_says_what_can_be_dropped():
    named = [title for titles in import_drop.kinds().values() for title in titles]

    assert sorted(named) == sorted(one.title for one in importers.importers())
    assert set(import_drop._KIND) <= {
        one.slug.partition("_")[0] for one in importers.importers()
    }


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (Count(), "Reading ..."),
        (Count(0, 1, "a.csv"), "Reading a.csv"),
        (Count(0, 1, "a.csv", 0, 0, "reading"), "a.csv: reading"),
        (
            Count(0, 1, "strava.zip", 1200, 2000, "recordings"),
            "strava.zip: 1,200 of 2,000 recordings",
        ),
        (Count(0, 1, "x.zip", 40, 0, "looking"), "x.zip: looking (40)"),
        (Count(0, 1, "run.gpx", 0, 1, "run.gpx"), "Reading run.gpx"),
    ],
)
def test_progress_is_said_in_counts(count, said):
    assert import_progress.said(count, "Reading") == said


def test_storing_is_said_without_counts_of_tables():
    count = Count(0, 1, "strava.zip", 6, 8, "samples")

    assert import_progress.said(count, "Storing") == "Storing strava.zip: samples"
