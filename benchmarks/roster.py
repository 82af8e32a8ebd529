"""The roster of many athletes: how long it takes to read, to draw, and to keep fresh.

    python benchmarks/roster.py [ATHLETES] [--store PATH] [--browser]

Fills a store with so many invented athletes (1,000 unless told otherwise), each with six
years of training: about 10,000 sets and 1,500 runs. All rows are made by DuckDB. The
facts a week are made by DuckDB as well, from the same rows, because judging a thousand
logs one by one would take a quarter of an hour; a sample is made anew by Runlift itself
and compared. With `--browser` the page is drawn in Chromium besides.

A store that exists under PATH is used as it is.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import logs
from runlift import intake
from runlift.frames import facts, roster
from runlift.store import Store, athletes
from runlift.store import facts as kept

ROOT = Path(__file__).resolve().parents[1]
WEEKS, ROUNDS, SAMPLE = 320, 7, 3
NOW = datetime.now(UTC).replace(tzinfo=None)
TODAY = NOW.date()
MONDAY = TODAY - timedelta(days=TODAY.weekday())

_PEOPLE = """
    create temp table person as
    select
        i::integer as i,
        substr(md5('athlete ' || i), 1, 20) as athlete_id,
        substr(md5('upload ' || i), 1, 20) as upload_id,
        -- Every seventeenth has stopped for a while.
        case when i % 17 = 0 then 2 + i % 3 else 0 end as quiet,
        25000 + 600 * (i % 60) as usual_m
    from range($athletes) as one(i);

    insert into athlete
    select 1, $now, athlete_id, format('Runner {:04d}', i), 'UTC', true, false
    from person;

    insert into upload
    select 1, $now - to_days((i % 9)::integer), athlete_id, upload_id, 1, true, 'made_up',
        'made up.csv', $monday - 7 * $weeks, $today, '{}'
    from person;
"""

_LIFTS = """
    insert into lift_session
    select
        athlete_id, upload_id,
        substr(md5(athlete_id || ' lift ' || w || ' ' || n), 1, 20) as session_id,
        '1', '1', start_local, start_local, 'offset', 'minute', 3600.0,
        case when n = 0 then 'Legs and push' else 'Legs and pull' end,
        null, null, null, null, null
    from (
        select
            person.*, w, n,
            ($monday - (7 * w)::integer + case
                when n = 0 then 0
                -- One in five lifts on the evening before her long run.
                when i % 5 = 0 then 5
                else 3
            end)::timestamp + interval 18 hour as start_local
        from person, range($weeks) as week(w), range(2) as session(n)
        where w >= quiet and hash(i, w, n) % 50 > 0
    )
    where start_local < $now
    order by athlete_id, start_local;

    insert into lift_set
    select
        athlete_id, upload_id, session_id, '1',
        (4 * e + s + 1)::integer,
        ['Squat (Barbell)', 'Bench Press (Barbell)', 'Romanian Deadlift (Barbell)',
            'Standing Calf Raise (Machine)'][e + 1],
        (e + 1)::integer, 'normal',
        [80.0, 60.0, 90.0, 100.0][e + 1]
            + 2.5 * (hash(session_id, e) % 4)
            + date_diff('week', $monday - 7 * $weeks, start_local::date) / 26,
        'total', 5.0, null, null, 8.0, null, null, null, null, null
    from lift_session, range(4) as exercise(e), range(4) as one(s)
    order by athlete_id, start_local, 5;
"""

_RUNS = """
    insert into run
    select
        athlete_id, upload_id,
        substr(md5(athlete_id || ' run ' || w || ' ' || n), 1, 20),
        '1', null, start_local, start_local, 'offset', 'minute', 'running', null,
        case n when 1 then '6x800' when 4 then 'Long run' else 'Easy run' end,
        null, distance_m, distance_m / 3.0, distance_m / 3.0, null, null, null, null,
        null, null, null, null, null, null
    from (
        select
            *,
            round(usual_m * (case n when 4 then 0.45 else 0.14 end)
                * (0.8 + (hash(i, w, n) % 40) / 100)) as distance_m
        from (
            select
                person.*, w, n,
                ($monday - (7 * w)::integer + [1, 2, 3, 5, 6][n + 1])::timestamp
                    + interval 7 hour as start_local
            from person, range($weeks) as week(w), range(5) as session(n)
            where w >= quiet and hash(i, n, w) % 25 > 0
        )
    )
    where start_local < $now
    order by athlete_id, start_local;
"""

_PLANS = """
    insert into plan
    select 1, $now, athlete_id, 'plan', 'Basic', 'basic', $monday - 70, $monday + 55,
        true, false, '[]', '[]', '{}'
    from person
    where i % 5 < 3;

    insert into planned_session
    select
        1, $now, athlete_id, 'plan', 'plan ' || w || ' ' || n, 'lift', (w + 1)::integer,
        $monday - 70 + (7 * w + 3 * n)::integer, 18.0, 1.0, 'Legs', 'planned', null, '',
        '', '', '', 'own', ''
    from person, range(18) as week(w), range(2) as session(n)
    where i % 5 < 3;
"""

_FACTS = """
    create temp table ran as
    select
        athlete_id,
        date_trunc('week', start_local)::date as week,
        count(*)::integer as runs,
        sum(distance_m) as distance_m,
        sum(moving_s) as moving_s,
        (count(*) filter (title = 'Long run'))::integer as long_runs,
        (count(*) filter (title = '6x800'))::integer as key_runs,
        max(distance_m) as longest_m,
        max(distance_m / longest) as spike,
        bool_or(title = 'Long run') as has_long
    from (
        select
            *,
            max(distance_m) over (
                partition by athlete_id
                order by start_local::date
                range between interval 30 day preceding and interval 1 day preceding
            ) as longest
        from run
    )
    group by all;

    create temp table lifted as
    select
        athlete_id,
        date_trunc('week', start_local)::date as week,
        count(*)::integer as lifts,
        bool_or(dayofweek(start_local) = 6) as is_late
    from lift_session
    group by all;

    insert into week_fact
    select
        1, $now, athlete_id, week, coalesce(runs, 0), coalesce(distance_m, 0),
        coalesce(moving_s, 0), coalesce(long_runs, 0), coalesce(key_runs, 0), 0,
        longest_m, spike, coalesce(lifts, 0), coalesce(lifts, 0),
        16.0 * coalesce(lifts, 0), 14.0 * coalesce(lifts, 0),
        hit, hit, (hash(athlete_id, week) % 3)::integer,
        case when hit > 0 then 'Legs and pull (Sat 18:00) ended 12 h before Long run '
            || '(Sun 07:00); 24 h is asked for.' else '' end,
        case when week > $monday - 84 then
            '[' || array_to_string([
                '{"exercise_id": "' || one.key || '", "exercise": "' || one.name
                || '", "state": "' || coalesce(['progressing', 'plateau', 'unclear',
                    'regressing'][(hash(athlete_id, one.key) % 12)::integer + 1], 'unclear')
                || '", "is_possible": false, "slope": 1.2}'
                for one in
                [{'key': 'squat', 'name': 'Squat (barbell)'},
                    {'key': 'romanian_deadlift', 'name': 'Romanian deadlift (barbell)'},
                    {'key': 'bench_press', 'name': 'Bench press (barbell)'}]
            ], ', ') || ']'
        else '' end,
        '["tibialis_anterior", "obliques", "upper_back"]',
        false
    from (
        select *, case when is_late and has_long then 1 else 0 end as hit
        from ran
        full join lifted using (athlete_id, week)
    )
    order by athlete_id, week;

    insert into fact_version
    select 1, $now, athlete_id, 2 + (i % 5 < 3)::integer, $rules,
        $monday - 7 * $weeks, $today - (7 * quiet)::integer, ''
    from person;
"""


def filled(store: Store, many: int) -> None:
    """Every table that the roster and a judged log are read from."""
    known = {
        "athletes": many,
        "weeks": WEEKS,
        "now": NOW,
        "today": TODAY,
        "monday": MONDAY,
        "rules": facts.rules(),
    }
    with store.cursor() as cursor:
        for part in (_PEOPLE, _LIFTS, _RUNS, _PLANS, _FACTS):
            for statement in filter(str.strip, part.split(";\n")):
                used = {
                    name: value
                    for name, value in known.items()
                    if f"${name}" in statement
                }
                cursor.execute(statement, used)
        cursor.execute("checkpoint")


def counted(store: Store) -> dict[str, int]:
    """Rows of the tables that matter."""
    with store.cursor() as cursor:
        return {
            name: cursor.execute(f"select count(*) from {name}").fetchall()[0][0]
            for name in ("athlete", "lift_set", "run", "week_fact")
        }


def median_ms(work: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        work()
        took.append(time.perf_counter() - begin)
    return 1e3 * statistics.median(took)


def checked(store: Store, seen: list[athletes.Athlete]) -> tuple[float, int]:
    """Seconds to make the facts of one athlete, and weeks whose counts were not right."""
    same = ["week", "runs", "distance_m", "long_runs", "key_runs", "lifts", "longest_m"]
    took, wrong = [], 0
    for one in seen[1 : 1 + SAMPLE]:
        begin = time.perf_counter()
        fresh = facts.facts(store, one).weeks[same]
        took.append(time.perf_counter() - begin)
        stored = kept.kept(store, one.athlete_id)[same]
        merged = stored.merge(fresh, on="week", how="outer", suffixes=("", "_fresh"))
        for name in same[1:]:
            differs = (
                merged[name].fillna(-1) - merged[f"{name}_fresh"].fillna(-1)
            ).abs()
            wrong += int((differs > 1e-6).sum())
    return statistics.median(took), wrong


def imported(store: Store, one: athletes.Athlete) -> tuple[float, int, int]:
    """Import a lift for one athlete: seconds, her new rows, and everybody else's."""

    def rows() -> tuple[int, int]:
        with store.cursor() as cursor:
            return cursor.execute(
                "select count(*) filter (athlete_id = $who), "
                "count(*) filter (athlete_id <> $who) from week_fact",
                {"who": one.athlete_id},
            ).fetchall()[0]

    facts.refresh(store, one, NOW)
    hers, others = rows()
    start = datetime.combine(MONDAY - timedelta(days=1), datetime.min.time())
    file = logs.hevy(logs.lift(start + timedelta(hours=12), *logs.sets(n=5)))
    begin = time.perf_counter()
    looks = intake.preview(store, one, [intake.Offered("new.csv", file)], NOW)
    assert intake.keep(store, looks, NOW)[0].upload_id
    facts.refresh(store, one, NOW)
    took = time.perf_counter() - begin
    now = rows()
    return took, now[0] - hers, now[1] - others


def drawn(path: str) -> tuple[float, float, float]:
    """In Chromium: ms to the first view, to another week, and kB sent for that week."""
    from playwright.sync_api import sync_playwright

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")),
            *("--server.port", str(port), "--server.headless", "true"),
        ],
        env={**os.environ, "RUNLIFT_STORE": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://localhost:{port}"
        _until_open(port)
        with sync_playwright() as play:
            browser = play.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            sent = [0]
            page.on(
                "websocket",
                lambda socket: socket.on(
                    "framereceived",
                    lambda data: sent.__setitem__(0, sent[0] + len(data)),
                ),
            )
            # The first visitor of a server waits for its imports.
            page.goto(f"{address}/methods")
            page.get_by_role("heading", level=1).wait_for()
            begin = time.perf_counter()
            page.goto(f"{address}/roster")
            _settled(page, "This week so far")
            first = time.perf_counter() - begin
            took, sizes = [], []
            for step in range(1, ROUNDS + 1):
                sent[0] = 0
                monday = MONDAY - timedelta(weeks=step)
                begin = time.perf_counter()
                page.get_by_role("button", name="Week before").click()
                _settled(page, f"The week of {_said(monday)}")
                took.append(time.perf_counter() - begin)
                sizes.append(sent[0])
            browser.close()
        return (
            1e3 * first,
            1e3 * statistics.median(took),
            statistics.median(sizes) / 1e3,
        )
    finally:
        server.terminate()
        server.wait()


def _said(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def _settled(page: object, text: str) -> None:
    page.get_by_text(text).first.wait_for(timeout=120_000)  # type: ignore[attr-defined]
    page.wait_for_function(  # type: ignore[attr-defined]
        """() => {
            const app = document.querySelector('[data-testid="stApp"]');
            return app.getAttribute('data-test-script-state') === 'notRunning'
                && !document.querySelector('[data-stale="true"]')
                && document.querySelector('[data-testid="stDataFrame"] canvas');
        }""",
        timeout=120_000,
    )


def _until_open(port: int) -> None:
    for _ in range(300):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The app did not start.")


def main() -> None:
    """Fill, measure, print the table."""
    given = argparse.ArgumentParser()
    given.add_argument("athletes", nargs="?", type=int, default=1_000)
    given.add_argument("--store")
    given.add_argument("--browser", action="store_true")
    chosen = given.parse_args()
    folder = tempfile.TemporaryDirectory()
    path = chosen.store or str(Path(folder.name) / "roster.duckdb")
    is_new = not Path(path).exists()
    with folder:
        with Store(path) as store:
            begin = time.perf_counter()
            if is_new:
                filled(store, chosen.athletes)
            took = time.perf_counter() - begin
            rows = counted(store)
            print(", ".join(f"{value:,} {name}" for name, value in rows.items()))
            if is_new:
                print(
                    f"filled in {took:.0f} s, {Path(path).stat().st_size / 1e9:.2f} GB"
                )
            seen = athletes.athletes(store)
            print("| what | ms |")
            print("|---|---:|")
            for name, work in {
                "whose facts are behind": lambda: facts.behind(store, seen),
                "the roster's frames": lambda: roster.roster(
                    store, seen, MONDAY, TODAY
                ),
                "of another week": lambda: roster.roster(
                    store, seen, MONDAY - timedelta(weeks=20), TODAY
                ),
            }.items():
                print(f"| {name} | {median_ms(work):.0f} |")
            took, wrong = checked(store, seen)
            print(f"| making the facts of one athlete anew | {1e3 * took:.0f} |")
            took, hers, others = imported(store, seen[-1])
            print(f"| importing one lift, her facts included | {1e3 * took:.0f} |")
            print(f"counts that differ in a sample of {SAMPLE}: {wrong}")
            print(f"rows written by the import: hers {hers}, of others {others}")
        if chosen.browser:
            first, other, size = drawn(path)
            print("| in Chromium | |")
            print("|---|---:|")
            print(f"| first view (ms) | {first:.0f} |")
            print(f"| another week (ms) | {other:.0f} |")
            print(f"| sent for it (kB) | {size:.0f} |")


if __name__ == "__main__":
    main()
