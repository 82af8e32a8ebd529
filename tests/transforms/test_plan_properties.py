"""What holds for any plan and any log: no activity twice, nothing out of reach."""

import pandas as pd
import pytest
from tests.transforms.plan_frames import planned_exercises, planned_lifts, planned_runs

from runlift.exercises.catalogue import catalogue
from runlift.science.policy import default_policy
from runlift.transforms.plan_adherence import WEEKS, adherence
from runlift.transforms.plan_matching import matched

hypothesis = pytest.importorskip("hypothesis")
st = pytest.importorskip("hypothesis.strategies")

FEW = hypothesis.settings(max_examples=60, deadline=None)
DAYS = st.integers(0, 20).map(lambda n: pd.Timestamp("2026-11-02") + pd.Timedelta(n, "D"))  # fmt: skip
NAMES = st.sampled_from(["squat", "front_squat", "bench_press", "plank", "deadlift"])
ASKED = st.lists(st.tuples(NAMES, st.integers(1, 4), st.just(50.0)), max_size=4, unique_by=lambda one: one[0])  # fmt: skip
CLASSES = st.sampled_from(["easy", "steady", "key", "long", "raceA", "raceB"])
STATUS = st.sampled_from(["planned", "planned", "skipped"])
TODAY = pd.Timestamp("2026-11-15").date()


@st.composite
def worlds(draw):
    """A plan and a log of three weeks, with some sessions the athlete has named."""
    sessions = [f"s{n}" for n in range(draw(st.integers(0, 7)))]
    ran = [f"r{n}" for n in range(draw(st.integers(0, 7)))]

    def said(done):
        return {
            "status": draw(STATUS),
            "done_id": draw(st.sampled_from([None, None, "gone", *done])),
        }

    plan = [
        (f"l{n}", draw(DAYS), said(sessions)) for n in range(draw(st.integers(0, 7)))
    ]
    runs = [(f"p{n}", draw(DAYS), draw(CLASSES), said(ran)) for n in range(draw(st.integers(0, 7)))]  # fmt: skip
    hours = st.integers(5, 21).map(lambda hour: pd.Timedelta(hour, "h"))
    lifts = pd.DataFrame(
        {
            "session_id": sessions,
            "start_local": pd.to_datetime([draw(DAYS) + draw(hours) for _ in sessions]),
            "duration_s": 3600.0,
            "leg_load": 5.0,
        }
    )
    sets = [
        (session, name, place, False, 1.0, 5.0, 50.0)
        for session in sessions
        for name, count, _ in draw(ASKED)
        for place in range(count)
    ]
    columns = ["session_id", "exercise_id", "set_no", "is_warmup", "set_share", "reps", "load_kg"]  # fmt: skip
    types = dict(zip(columns, [object, object, int, bool, float, float, float], strict=True))  # fmt: skip
    kinds = [draw(CLASSES) for _ in ran]
    logged = pd.DataFrame(
        {
            "run_id": ran,
            "start_local": pd.to_datetime([draw(DAYS) + draw(hours) for _ in ran]),
            "moving_s": [float(draw(st.integers(600, 9000))) for _ in ran],
            "elapsed_s": 3000.0,
            "is_race": [kind in ("raceA", "raceB") for kind in kinds],
            "is_long": [kind == "long" for kind in kinds],
            "is_key": [kind == "key" for kind in kinds],
        }
    )
    return (
        planned_lifts(*plan),
        planned_exercises(**{name: draw(ASKED) for name, *_ in plan}),
        planned_runs(*runs),
        lifts.astype({"start_local": "datetime64[us]"}),
        pd.DataFrame(sets, columns=columns).astype(types),
        logged.astype({"start_local": "datetime64[us]"}),
    )


def follow(world):
    return matched(*world, catalogue(), TODAY, default_policy())


@FEW
@hypothesis.given(worlds())
def test_no_activity_is_used_twice_and_none_is_out_of_reach(world):
    found = follow(world)
    done = found[found["done_id"].notna()]

    assert done["done_id"].is_unique
    assert sorted(found["planned_id"]) == sorted([*world[0]["planned_id"], *world[2]["planned_id"]])  # fmt: skip
    looked = done[done["how"] == "found"]
    assert looked["days_off"][looked["kind"] == "lift"].between(-2, 3).all()
    assert looked["days_off"][looked["kind"] == "run"].between(-1, 1).all()
    assert (looked["overlap"].dropna() >= 0.5).all()
    assert (found["overlap"].dropna() <= 1).all()


@FEW
@hypothesis.given(worlds())
def test_the_statuses_fit_what_was_done(world):
    found = follow(world).set_index("planned_id")
    skipped = pd.concat([world[0], world[2]]).set_index("planned_id")["status"] == "skipped"  # fmt: skip
    done = found["done_id"].notna()
    past = found["day"] < pd.Timestamp(TODAY)

    assert (found["status"].isin(["done", "moved"]) == done).all()
    assert ((found["status"] == "skipped") == skipped.reindex(found.index)).all()
    assert (past[found["status"] == "missed"]).all()
    assert (~past[found["status"] == "planned"]).all()
    assert ((found["days_off"] == 0) == (found["status"] == "done")).all()


@FEW
@hypothesis.given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(world, random):
    def shuffled(frame):
        order = list(range(len(frame)))
        random.shuffle(order)
        return frame.iloc[order].reset_index(drop=True)

    pd.testing.assert_frame_equal(
        follow(world), follow([shuffled(frame) for frame in world])
    )


@FEW
@hypothesis.given(worlds())
def test_weeks_add_up(world):
    found = follow(world)
    weeks = adherence(found, *world)

    assert weeks.columns.tolist() == list(WEEKS)
    for kind, planned in (("lifts", world[0]), ("runs", world[2])):
        assert weeks[f"{kind}_planned"].sum() == len(planned)
        parts = [f"{kind}_{name}" for name in ("done", "missed", "skipped")]
        assert (weeks[parts].sum(axis=1) <= weeks[f"{kind}_planned"]).all()
    assert weeks["lifts_done"].sum() == (found["done_id"].notna() & (found["kind"] == "lift")).sum()  # fmt: skip
    assert weeks["sets_planned"].sum() == world[1]["sets"].sum()
    assert weeks["leg_load_done"].sum() == 5 * weeks["lifts_done"].sum()
