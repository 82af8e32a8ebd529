"""What the store holds of an athlete, to compare a file with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from runlift.science.policy import Policy
from runlift.store import Store
from runlift.transforms import records, unit_mix
from runlift.transforms.records import Values

Frames = Mapping[str, pd.DataFrame]


@dataclass
class Known:
    """What is current of one athlete, and what files before this one would add."""

    sessions: dict[str, Values]
    runs: dict[str, Values]
    masses: dict[date, float]

    def compared(self, frames: Frames) -> dict[str, int]:
        """How many records of a file are new, updated and unchanged."""
        counts = {"new": 0, "updated": 0, "unchanged": 0}
        for known, incoming in self._pairs(frames):
            for one, says in incoming.items():
                stored = known.get(one)
                if stored is None:
                    counts["new"] += 1
                else:
                    more = records.says_more(says, stored)
                    counts["updated" if more else "unchanged"] += 1
        if not any(counts.values()):
            self._compare_masses(frames["body_mass"], counts)
        return counts

    def learn(self, frames: Frames) -> None:
        """Take a file into account for the files after it."""
        for known, incoming in self._pairs(frames):
            for one, says in incoming.items():
                stored = known.get(one)
                known[one] = says if stored is None else records.completed(says, stored)
        masses = frames["body_mass"]
        self.masses.update(zip(masses["day"].dt.date, masses["mass_kg"], strict=True))

    def _pairs(
        self, frames: Frames
    ) -> Iterator[tuple[dict[str, Values], dict[str, Values]]]:
        yield self.sessions, records.values(frames["lift_session"], "session_id")
        yield self.runs, records.values(frames["run"], "run_id")

    def _compare_masses(self, masses: pd.DataFrame, counts: dict[str, int]) -> None:
        for day, mass in zip(masses["day"].dt.date, masses["mass_kg"], strict=True):
            stored = self.masses.get(day)
            if stored is None:
                counts["new"] += 1
            else:
                same = abs(stored - mass) < 1e-6
                counts["unchanged" if same else "updated"] += 1


def known(store: Store, athlete_id: str) -> Known:
    """What is current of the athlete."""
    masses = store.ask("known_body_mass", athlete=athlete_id)
    return Known(
        sessions=records.values(
            store.ask("known_sessions", athlete=athlete_id), "session_id"
        ),
        runs=records.values(store.ask("known_runs", athlete=athlete_id), "run_id"),
        masses=dict(zip(masses["day"].dt.date, masses["mass_kg"], strict=True)),
    )


@dataclass(frozen=True)
class Usual:
    """What the athlete usually lifts and runs, to notice a change of units."""

    loads: pd.DataFrame
    speed_m_per_s: float | None


def usual(store: Store, athlete_id: str, policy: Policy) -> Usual:
    """The medians of the athlete's log."""
    return Usual(
        loads=store.ask("usual_loads", athlete=athlete_id),
        speed_m_per_s=unit_mix.usual_speed(
            store.ask("usual_speed", athlete=athlete_id), policy
        ),
    )
