"""Everything about an athlete in one zip file: tables, receipts, and her own words."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import streamlit as st

from runlift import exports, frames
from runlift.errors import NotFound
from runlift.frames import following, plans
from runlift.model import Athlete
from runlift.store import Store, uploads
from runlift.store import plans as stored_plans
from runlift.store.walls import Guarded
from runlift.ui import ask

_ANSWERS = (
    "settings",
    "exercise_choices",
    "own_exercises",
    "twin_decisions",
    "corrections",
    "acknowledgements",
    "own_programs",
    "coach_notes",
    "body_mass",
    "audit",
)
"""Queries about one athlete whose answers are written as they are, one file each."""

_README = """\
Everything Runlift keeps about {name}, made on {day}.

tables/     what `runlift export` writes: your log, judged
recordings/ what the watch wrote down, second by second, one file per run
imports     every file you imported, with its receipt
plans       your plans, with every session and exercise
the others  your settings, labels, choices and corrections, one file each

Times without a zone are your own wall clock; `_utc` and audit times are UTC.
"""


def part(athlete: Athlete) -> None:
    """The button; only for whoever may take everything along."""
    if not ask.may(athlete, "export"):
        return
    store, today = ask.store(), ask.today()
    st.download_button(
        "Export all my data",
        lambda: packed(store, athlete, today),
        f"runlift-{today:%Y-%m-%d}.zip",
        "application/zip",
        icon=":material/download:",
        on_click="ignore",
        key="takeout",
        help="Every table and recording as CSV, the receipts of your imports, your settings, labels "
        "and plans as JSON.",
    )


def packed(store: Store, athlete: Athlete, today: date) -> bytes:
    """The zip file.

    Raises:
        NotFound: the viewer may not even know of this athlete.
        NotAllowed: she may look, but not take everything along.
    """
    if isinstance(store, Guarded):
        store.takes_along(athlete.athlete_id, "everything")
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        store.snapshot(),
    ):
        for name, frame in _tables(store, athlete, today).items():
            archive.writestr(f"tables/{name}.csv", exports.write(frame, "csv"))
        for name, seconds in _recordings(store, athlete):
            archive.writestr(f"recordings/{name}.csv", seconds)
        for name, said in _said(store, athlete).items():
            text = json.dumps(said, ensure_ascii=False, indent=1, default=str)
            archive.writestr(f"{name}.json", text)
        archive.writestr("README.txt", _README.format(name=athlete.name, day=today))
    return out.getvalue()


def _tables(store: Store, athlete: Athlete, today: date) -> dict[str, Any]:
    how = frames.profile(store, athlete)
    log = frames.training(store, athlete, how)
    found = {
        name: exports.table(name, athlete, log, how, None) for name in exports.TABLES
    }
    try:
        kept = plans.kept_plan(store, athlete)
    except NotFound:
        return found
    now = following.following(store, athlete, log, how, kept, today)
    return {**found, exports.PLAN_TABLE: exports.plan(now, how)}


def _recordings(store: Store, athlete: Athlete) -> Iterator[tuple[str, bytes]]:
    """Each recording as a table, named after its run; one at a time, they are large."""
    runs = store.ask("runs", athlete=athlete.athlete_id)
    recorded = runs.loc[runs["has_stream"], ["run_id", "start_local"]]
    for run_id, start in recorded.itertuples(index=False):
        seconds = store.ask("recording", athlete=athlete.athlete_id, run=run_id)
        out = io.BytesIO()
        pa_csv.write_csv(
            pa.Table.from_pandas(
                seconds.dropna(axis="columns", how="all"), preserve_index=False
            ),
            out,
        )
        yield f"{start:%Y-%m-%d %H%M} {run_id}", out.getvalue()


def _said(store: Store, athlete: Athlete) -> dict[str, Any]:
    who = athlete.athlete_id
    found: dict[str, Any] = {
        name: exports.records(store.ask(name, athlete=who)) for name in _ANSWERS
    }
    runs = store.ask("runs", athlete=who)
    labelled = runs.loc[runs["label"].notna(), ["run_id", "start_local", "label"]]
    found["labels"] = exports.records(labelled)
    found["imports"] = [
        {
            "upload_id": one.upload_id,
            "uploaded_at": one.uploaded_at,
            "is_live": one.is_live,
            **one.receipt,
        }
        for one in uploads.uploads(store, who)
    ]
    found["plans"] = []
    for one in stored_plans.plans(store, who):
        sessions, exercises = stored_plans.planned(store, who, one["plan_id"])
        found["plans"].append(
            {
                **one,
                "sessions": exports.records(sessions),
                "exercises": exports.records(exercises),
            }
        )
    return found
