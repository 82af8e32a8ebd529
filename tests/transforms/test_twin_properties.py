"""What holds for any log about twins, whatever was recorded by whom."""

import pandas as pd
import pytest
from tests.transforms.twin_frames import (
    NO_DECISIONS,
    run,
    runs,
    said,
    session,
    sessions,
    sets,
    squats,
)

from runlift.science.policy import default_policy
from runlift.transforms import twin_list, twins

hypothesis = pytest.importorskip("hypothesis")
st = pytest.importorskip("hypothesis.strategies")

pytestmark = pytest.mark.slow

POLICY = default_policy()
FEW = hypothesis.settings(max_examples=15, deadline=None)
STARTS = st.integers(0, 60 * 40).map(
    lambda minute: str(pd.Timestamp("2026-10-24 05:00") + pd.Timedelta(minutes=minute))
)
DAYS = st.sampled_from(["2026-10-24", "2026-10-25"])
HEARTS = st.sampled_from([{}, {"avg_hr": 150, "max_hr": 170}])


@st.composite
def logged_runs(draw):
    rows = []
    for number in range(draw(st.integers(0, 9))):
        source = draw(st.sampled_from(["strava", "coros", "garmin", "runkeeper"]))
        start = draw(st.one_of(STARTS, DAYS))
        rows.append(
            run(
                start,
                source,
                km=draw(st.sampled_from([None, 5, 10, 10.1])),
                minutes=draw(st.sampled_from([30, 50, 52, 150])),
                run_id=f"{number}",
                **draw(HEARTS),
            )
        )
    return rows


@st.composite
def logged_lifts(draw):
    rows, groups = [], []
    for number in range(draw(st.integers(0, 9))):
        source = draw(st.sampled_from(["hevy", "fitnotes", "strava", "garmin"]))
        is_day = source == "fitnotes"
        one = session(
            draw(DAYS if is_day else STARTS),
            source,
            minutes=draw(st.sampled_from([None, 45, 60])),
            session_id=f"{number}",
        )
        if source in ("hevy", "fitnotes"):
            loads = draw(st.sampled_from([(60, 80, 100), (60, 80), (40, 40, 40)]))
            groups.append(squats(one, loads=loads))
        rows.append(one)
    return rows, groups


@FEW
@hypothesis.given(logged_runs(), st.randoms(), st.booleans())
def test_the_order_of_runs_does_not_matter(rows, random, is_zone_known):
    frame = runs(*rows)
    mixed = frame.sample(frac=1, random_state=random.randint(0, 2**31))

    pd.testing.assert_frame_equal(
        twins.merged_runs(frame, NO_DECISIONS, POLICY, is_zone_known),
        twins.merged_runs(mixed, NO_DECISIONS, POLICY, is_zone_known),
    )


@FEW
@hypothesis.given(logged_lifts(), st.randoms())
def test_the_order_of_lifts_does_not_matter(lifts, random):
    rows, groups = lifts
    visits, done = sessions(*rows), sets(*groups)
    seed = random.randint(0, 2**31)
    one = twins.merged_lifts(visits, done, NO_DECISIONS, POLICY, True)
    other = twins.merged_lifts(
        visits.sample(frac=1, random_state=seed),
        done.sample(frac=1, random_state=seed),
        NO_DECISIONS,
        POLICY,
        True,
    )

    pd.testing.assert_frame_equal(one[0], other[0])
    order = ["session_id", "set_no"]
    pd.testing.assert_frame_equal(
        one[1].sort_values(order, ignore_index=True),
        other[1].sort_values(order, ignore_index=True),
    )


@FEW
@hypothesis.given(logged_runs(), logged_lifts())
def test_merging_twice_is_merging_once(rows, lifts):
    once = twins.merged_runs(runs(*rows), NO_DECISIONS, POLICY, True)
    gym = (sessions(*lifts[0]), sets(*lifts[1]))
    visits = twins.merged_lifts(*gym, NO_DECISIONS, POLICY, True)

    again = twins.merged_runs(once, NO_DECISIONS, POLICY, True)
    visits_again = twins.merged_lifts(*visits, NO_DECISIONS, POLICY, True)

    pd.testing.assert_frame_equal(again, once)
    for before, after in zip(visits, visits_again, strict=True):
        pd.testing.assert_frame_equal(after, before)


@FEW
@hypothesis.given(logged_runs(), logged_lifts(), st.booleans())
def test_every_record_is_there_exactly_once(rows, lifts, is_zone_known):
    once = twins.merged_runs(runs(*rows), NO_DECISIONS, POLICY, is_zone_known)
    visits, done = twins.merged_lifts(
        sessions(*lifts[0]), sets(*lifts[1]), NO_DECISIONS, POLICY, is_zone_known
    )

    for frame, key, given in (
        (once, "run_id", rows),
        (visits, "session_id", lifts[0]),
    ):
        named = [*frame[key], *" ".join(frame["twin_ids"]).split()]
        assert sorted(named) == sorted(one[key] for one in given)
    assert set(done["session_id"]) <= set(visits["session_id"])
    with_sets = {group[0]["session_id"] for group in lifts[1]}
    for visit in visits.itertuples():
        members = {visit.session_id, *visit.twin_ids.split()}
        assert (visit.session_id in with_sets) == bool(members & with_sets)


@FEW
@hypothesis.given(logged_runs(), st.data())
def test_a_split_and_its_reversal_leave_no_trace(rows, data):
    frame, none = runs(*rows), (sessions(), sets())

    def listed(decisions):
        return twin_list.twin_list(frame, *none, decisions, POLICY, True)

    before = listed(NO_DECISIONS)
    hypothesis.assume(len(before))
    row = before.iloc[data.draw(st.integers(0, len(before) - 1))]
    away = [("run", *pair, False) for pair in row["pairs"]]
    apart = listed(said(*away))
    back = said(*(("run", *pair, True) for pair in row["pairs"]))

    split = {pair for pairs in apart.loc[apart["is_split"], "pairs"] for pair in pairs}
    assert split == set(row["pairs"])
    pd.testing.assert_frame_equal(
        listed(back).drop(columns="why"), before.drop(columns="why")
    )
