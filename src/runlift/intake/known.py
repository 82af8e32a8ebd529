"""What the store holds of an athlete, to compare a file with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from runlift.science.policy import Policy
from runlift.store import Store
from runlift.transforms import records, unit_mix

Frames = Mapping[str, pd.DataFrame]

_TABLES = (("lift_session", "session_id"), ("run", "run_id"))


@dataclass
class Known:
    """What is current of one athlete, and what files before this one would add."""

    store_sessions: pd.DataFrame
    store_runs: pd.DataFrame
    masses: dict[date, float]

    def compared(self, frames: Frames) -> dict[str, int]:
        """How many records of a file are new, updated and unchanged."""
        counts = {"new": 0, "updated": 0, "unchanged": 0}
        for table, key in _TABLES:
            says = records.changed(frames[table], self._stored(table), key)
            counts["new"] += int(says.isna().sum())
            counts["updated"] += int((says == True).sum())  # noqa: E712 (elementwise)
            counts["unchanged"] += int((says == False).sum())  # noqa: E712
        if not any(counts.values()):
            self._compare_masses(frames["body_mass"], counts)
        return counts

    def learn(self, frames: Frames) -> None:
        """Take a file into account for the files after it."""
        for table, key in _TABLES:
            name = "store_sessions" if table == "lift_session" else "store_runs"
            stored = self._stored(table)
            fresh = frames[table].reindex(columns=stored.columns).astype(object)
            fresh = fresh.drop_duplicates(key, keep="last").set_index(key)
            before = stored.set_index(key)
            # What the file leaves empty is still known from the files before it.
            filled = fresh.where(fresh.notna(), before.reindex(fresh.index))
            others = before[~before.index.isin(fresh.index)]
            setattr(self, name, pd.concat([others, filled]).reset_index())
        masses = frames["body_mass"]
        self.masses.update(zip(masses["day"].dt.date, masses["mass_kg"], strict=True))

    def _stored(self, table: str) -> pd.DataFrame:
        return self.store_sessions if table == "lift_session" else self.store_runs

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
        store_sessions=store.ask("known_sessions", athlete=athlete_id).astype(object),
        store_runs=store.ask("known_runs", athlete=athlete_id).astype(object),
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
