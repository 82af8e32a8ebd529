"""Imports that work beside the pages: one an athlete, found again whatever a page does."""

import threading
import time

import streamlit as st

from runlift.access import OWNER
from runlift.errors import WrongInput
from runlift.model import Athlete
from runlift.store import Store
from runlift.ui.import_job import ImportJob

FORGOTTEN_S = 6 * 3600
"""A job that nobody has touched for so long is put away, with its files."""


class Jobs:
    """All imports of this process, by athlete; safe from any thread."""

    def __init__(self) -> None:
        self._jobs: dict[str, ImportJob] = {}
        self._lock = threading.RLock()

    def of(self, athlete_id: str) -> ImportJob | None:
        """The import of an athlete, if there is one."""
        with self._lock:
            self._put_away_forgotten()
            return self._jobs.get(athlete_id)

    def of_newcomer(self, viewer_id: str = OWNER.viewer_id) -> ImportJob | None:
        """This person's newest import whose athlete is not stored yet."""
        with self._lock:
            self._put_away_forgotten()
            found = [
                one
                for one in self._jobs.values()
                if one.is_newcomer and one.viewer_id == viewer_id
            ]
            return found[-1] if found else None

    def begin(
        self,
        store: Store,
        athlete: Athlete,
        *,
        is_newcomer: bool = False,
        viewer_id: str = OWNER.viewer_id,
    ) -> ImportJob:
        """The import that dropped files go to: one that is looked at, else a new one.

        What has ended makes room for it.

        Raises:
            WrongInput: one is at work.
        """
        with self._lock:
            job = (
                self.of_newcomer(viewer_id)
                if is_newcomer
                else self.of(athlete.athlete_id)
            )
            if job is not None and job.is_running:
                raise WrongInput(
                    f"An import for {job.athlete.name} is at work. Wait for it or stop it."
                )
            if job is not None and job.state == "looked":
                return job
            if job is not None:
                self.dismiss(job)
            job = ImportJob(store, athlete, is_newcomer=is_newcomer)
            job.viewer_id = viewer_id
            self._jobs[athlete.athlete_id] = job
            return job

    def dismiss(self, job: ImportJob) -> None:
        """Forget an import and remove what it put aside; one at work is left alone."""
        with self._lock:
            if not job.is_running:
                self._jobs.pop(job.athlete.athlete_id, None)
                job.close()

    def _put_away_forgotten(self) -> None:
        limit = time.monotonic() - FORGOTTEN_S
        for job in list(self._jobs.values()):
            if job.touched_s < limit:
                self.dismiss(job)


@st.cache_resource(show_spinner=False)
def registry() -> Jobs:
    """The imports of this process, the same for every session."""
    return Jobs()
