"""The tables and views of the store, and how an older store becomes a newer one.

The same statements must run on DuckLake: no keys, no unique constraints, no
sequences, no enums. Rows are only ever added; what is current is a view's business.
Every imported row carries the upload that brought it.
"""

from collections.abc import Callable, Sequence

import duckdb

from runlift.columns import RUN_VALUES, SESSION_VALUES

Migration = Callable[[duckdb.DuckDBPyConnection], None]

TABLES: dict[str, str] = {
    "athlete": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, name varchar not null, timezone varchar not null,
        is_timezone_known boolean not null, is_demo boolean not null
    """,
    "upload": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, upload_id varchar not null,
        upload_no bigint not null, is_live boolean not null,
        source_format varchar not null, source_file varchar not null,
        first_day date, last_day date, receipt varchar not null
    """,
    "lift_session": """
        athlete_id varchar not null, upload_id varchar not null,
        session_id varchar not null, version varchar not null,
        sets_version varchar not null,
        start_local timestamp not null, start_utc timestamp, tz_source varchar not null,
        time_precision varchar not null, duration_s double, title varchar, note varchar,
        bodyweight_kg double, avg_hr double, max_hr double, line bigint
    """,
    "lift_set": """
        athlete_id varchar not null, upload_id varchar not null,
        session_id varchar not null, sets_version varchar not null,
        set_no integer not null, exercise_raw varchar not null, block_no integer not null, kind varchar not null,
        load_kg double, load_basis varchar, reps double, duration_s double,
        distance_m double, rpe double, side varchar, superset varchar, rest_s double,
        note varchar, line bigint
    """,
    "run": """
        athlete_id varchar not null, upload_id varchar not null, run_id varchar not null,
        version varchar not null, stream_version varchar,
        start_local timestamp not null, start_utc timestamp,
        tz_source varchar not null, time_precision varchar not null, sport varchar not null, surface varchar, title varchar, note varchar,
        distance_m double, moving_s double, elapsed_s double, ascent_m double,
        descent_m double, avg_hr double, max_hr double, cadence_spm double,
        power_w double, temperature_c double, rpe double, source_tag varchar, line bigint
    """,
    "run_lap": """
        athlete_id varchar not null, upload_id varchar not null, run_id varchar not null,
        stream_version varchar not null, start_s double[], distance_m double[],
        moving_s double[], elapsed_s double[], avg_hr double[], max_hr double[],
        ascent_m double[], trigger varchar[], intensity varchar[]
    """,
    "run_stream": """
        athlete_id varchar not null, upload_id varchar not null, run_id varchar not null,
        stream_version varchar not null, time_s float[], distance_m float[],
        speed_m_per_s float[], heart_rate_bpm float[], altitude_m float[],
        cadence_spm float[], power_w float[], temperature_c float[],
        latitude_deg double[], longitude_deg double[]
    """,
    "run_summary": """
        athlete_id varchar not null, upload_id varchar not null, run_id varchar not null,
        stream_version varchar not null, samples bigint, timer_s double, paused_s double,
        stopped_s double, longest_stop_s double, gap_m_per_s double, speed_cv double,
        speed_log_sd double, surges bigint, ascent_m double, descent_m double,
        hr_coverage double, hr_seconds double[], gap_seconds double[],
        first_gap_m_per_s double, first_hr double, second_gap_m_per_s double,
        second_hr double, best_s double[]
    """,
    "body_mass": """
        athlete_id varchar not null, upload_id varchar not null, day date not null,
        mass_kg double not null
    """,
    "label": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, run_id varchar not null, run_class varchar,
        note varchar
    """,
    "exercise_choice": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, exercise_raw varchar not null,
        exercise_id varchar, is_forgotten boolean not null
    """,
    "twin": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, kind varchar not null, record_id varchar not null,
        twin_id varchar not null, is_twin boolean not null
    """,
    "setting": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, name varchar not null, value varchar
    """,
    "plan": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, plan_id varchar not null, name varchar not null,
        program_id varchar not null, first_day date not null, last_day date not null,
        is_active boolean not null, is_deleted boolean not null,
        races varchar not null, notes varchar not null, choices varchar not null
    """,
    "planned_session": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, plan_id varchar not null,
        planned_id varchar not null, kind varchar not null, week integer not null,
        day date not null, start_h double not null, hours double not null,
        title varchar not null, status varchar not null, done_id varchar,
        note varchar not null, run_class varchar not null, workout_id varchar not null,
        phase varchar not null, origin varchar not null, change varchar not null
    """,
    "planned_set": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, plan_id varchar not null,
        planned_id varchar not null, place integer not null,
        exercise_id varchar not null, sets integer not null, mode varchar not null,
        reps_low integer, reps_high integer, seconds_low double, seconds_high double,
        load_kg double, percent double, rir_low double, rir_high double,
        rest_s integer not null, pause_s double, is_fast boolean not null,
        is_per_side boolean not null, is_side_assumed boolean not null,
        note varchar not null, reason varchar not null
    """,
    "own_program": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, program_id varchar not null, content varchar
    """,
    "acknowledgement": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, finding_id varchar not null, note varchar,
        is_withdrawn boolean not null
    """,
    "correction": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, kind varchar not null, record_id varchar not null,
        set_no integer not null, verdict varchar, reason varchar
    """,
    "own_exercise": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, exercise_id varchar not null, cells varchar
    """,
    "weighing": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, day date not null, mass_kg double
    """,
    "week_fact": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, week date not null, runs integer not null,
        distance_m double not null, moving_s double not null, long_runs integer not null,
        key_runs integer not null, races integer not null, longest_m double,
        spike double, lifts integer not null, leg_lifts integer not null,
        hard_sets double not null, leg_load double not null, conflicts integer not null,
        open_conflicts integer not null, cautions integer not null,
        reason varchar not null, states varchar not null, little varchar not null,
        is_removed boolean not null
    """,
    "fact_version": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, data_version bigint not null,
        rules varchar not null, first_day date, last_day date, problem varchar not null
    """,
    "coach_note": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, note_id varchar not null, author varchar not null,
        about varchar not null, about_id varchar not null, day date not null,
        content varchar
    """,
    "athlete_tag": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, tag varchar not null, is_removed boolean not null
    """,
    "member": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, member_id varchar not null, name varchar not null,
        email varchar not null, role varchar not null, is_removed boolean not null
    """,
    "coaching": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, member_id varchar not null, state varchar not null
    """,
    "audit": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, actor varchar not null, action varchar not null,
        detail varchar not null
    """,
}
"""Every table but the store's own version, with its columns."""

LATEST_BY: dict[str, str] = {
    "athlete": "athlete_id",
    "label": "athlete_id, run_id",
    "exercise_choice": "athlete_id, exercise_raw",
    "twin": "athlete_id, kind, record_id, twin_id",
    "setting": "athlete_id, name",
    "plan": "athlete_id, plan_id",
    "planned_session": "athlete_id, plan_id, planned_id",
    "own_program": "athlete_id, program_id",
    "acknowledgement": "athlete_id, finding_id",
    "correction": "athlete_id, kind, record_id, set_no",
    "own_exercise": "athlete_id, exercise_id",
    "weighing": "athlete_id, day",
    "upload": "athlete_id, upload_id",
    "week_fact": "athlete_id, week",
    "fact_version": "athlete_id",
    "coach_note": "athlete_id, note_id",
    "athlete_tag": "athlete_id, tag",
    "member": "member_id",
    "coaching": "athlete_id, member_id",
}
"""Tables whose newest row per key is the current one."""


def _merged(table: str, key: str, columns: Sequence[str], more: str = "") -> str:
    """A record from all live uploads that have it: each value from the newest with one.

    The clock is taken whole from the upload that knows it best, so that a table without
    clock times or zones does not take them away from what a recording told.
    """
    values = ",\n".join(
        f"arg_max(record.{one}, upload.upload_no) as {one}" for one in columns
    )
    return f"""
        select
            athlete_id, {key}, upload_id, version,
            clock.start_local as start_local, clock.start_utc as start_utc,
            clock.tz_source as tz_source, clock.time_precision as time_precision,
            * exclude (athlete_id, {key}, upload_id, version, clock)
        from (
            select
                athlete_id,
                record.{key},
                arg_max(upload_id, upload.upload_no) as upload_id,
                arg_max(record.version, upload.upload_no) as version,
                arg_max(
                    struct_pack(
                        start_local := record.start_local,
                        start_utc := record.start_utc,
                        tz_source := record.tz_source,
                        time_precision := record.time_precision
                    ),
                    upload.upload_no + 1e12 * case
                        when record.time_precision = 'day' then 0
                        when record.tz_source = 'offset' then 2
                        else 1
                    end
                ) as clock,
                {more}
                {values},
                arg_max(upload.source_format, upload.upload_no) as source_format,
                arg_max(upload.source_file, upload.upload_no) as source_file,
                max(upload.upload_no) as upload_no
            from {table} as record
            join current_upload as upload using (athlete_id, upload_id)
            where upload.is_live
            group by athlete_id, record.{key}
        )
    """


VIEWS: dict[str, str] = {
    **{
        f"current_{table}": f"""
            select *
            from {table}
            qualify row_number() over (partition by {key} order by event_no desc) = 1
        """
        for table, key in LATEST_BY.items()
    },
    "current_lift_session": _merged(
        "lift_session",
        "session_id",
        (*(one for one in SESSION_VALUES if one != "sets_version"), "line"),
        """
            coalesce(arg_max(nullif(record.sets_version, 'none'), upload.upload_no), 'none')
                as sets_version,
        """,
    ),
    "current_lift_set": """
        select
            one.* exclude (upload_id), session.upload_id, session.start_local,
            session.start_utc, session.time_precision, session.duration_s as session_s,
            session.title, session.bodyweight_kg, session.source_format,
            session.source_file
        from lift_set as one
        join current_lift_session as session using (athlete_id, session_id, sets_version)
    """,
    "current_run": _merged(
        "run",
        "run_id",
        (*RUN_VALUES, "line"),
    ),
    "current_planned_set": """
        select *
        from planned_set
        qualify event_no = max(event_no) over (partition by athlete_id, planned_id)
    """,
    "current_body_mass": """
        select mass.*
        from body_mass as mass
        join current_upload as upload using (athlete_id, upload_id)
        where upload.is_live
        qualify row_number() over (
            partition by athlete_id, day order by upload.upload_no desc
        ) = 1
    """,
}


_SECOND_TABLES = ("run_summary", "correction")
_THIRD_TABLES = ("own_exercise", "weighing")
_FOURTH_TABLES = ("own_program",)
_FIFTH_TABLES = (
    "week_fact",
    "fact_version",
    "coach_note",
    "athlete_tag",
    "member",
    "coaching",
    "audit",
)
_FIRST_TABLES = tuple(
    name
    for name in TABLES
    if name not in (*_SECOND_TABLES, *_THIRD_TABLES, *_FOURTH_TABLES, *_FIFTH_TABLES)
)
_RECORDINGS = {
    "run_lap": """
        athlete_id varchar not null, upload_id varchar not null, run_id varchar not null,
        stream_version varchar not null, lap_no integer not null, start_s double,
        distance_m double, moving_s double, avg_hr double, max_hr double,
        ascent_m double, trigger varchar
    """,
    "run_stream": """
        athlete_id varchar not null, upload_id varchar not null, run_id varchar not null,
        stream_version varchar not null, time_s float[], distance_m float[],
        speed_m_per_s float[], heart_rate_bpm float[], altitude_m float[],
        cadence_spm float[], power_w float[], temperature_c float[]
    """,
}
_PLANS = {
    "plan": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, plan_id varchar not null, name varchar not null,
        template varchar, first_day date, race_day date, is_active boolean not null,
        body varchar not null
    """,
    "planned_session": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, plan_id varchar not null,
        planned_id varchar not null, kind varchar not null, day date not null,
        start_local timestamp, title varchar, status varchar not null,
        done_id varchar, note varchar
    """,
    "planned_set": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, planned_id varchar not null, set_no integer not null,
        exercise_id varchar not null, reps_mode varchar not null, reps_low integer,
        reps_high integer, load_kg double, share_of_e1rm double, rir double,
        duration_s double, rest_s double, is_per_side boolean not null, note varchar
    """,
}
"""Tables that looked different at first, where nothing had ever filled them."""


def _first(connection: duckdb.DuckDBPyConnection) -> None:
    was = {**TABLES, **_RECORDINGS, **_PLANS}
    for name in _FIRST_TABLES:
        connection.execute(f"create table {name} ({was[name]})")


def _recordings(connection: duckdb.DuckDBPyConnection) -> None:
    """Streams, laps and summaries a row a run; what an athlete says about a value."""
    for name in _RECORDINGS:
        connection.execute(f"drop table {name}")
    for name in (*_RECORDINGS, *_SECOND_TABLES):
        connection.execute(f"create table {name} ({TABLES[name]})")


def _own_words(connection: duckdb.DuckDBPyConnection) -> None:
    """Exercises as the athlete does them, and body mass she enters herself."""
    for name in _THIRD_TABLES:
        connection.execute(f"create table {name} ({TABLES[name]})")


def _plans(connection: duckdb.DuckDBPyConnection) -> None:
    """Plans with all that a session asks for; an athlete's own programs."""
    for name in _PLANS:
        connection.execute(f"drop table {name}")
    for name in (*_PLANS, *_FOURTH_TABLES):
        connection.execute(f"create table {name} ({TABLES[name]})")


def _coaching(connection: duckdb.DuckDBPyConnection) -> None:
    """Facts a week, notes and tags of coaches, who signs in, who saw what."""
    for name in _FIFTH_TABLES:
        connection.execute(f"create table {name} ({TABLES[name]})")


def drop_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Remove the views of any version, so that migrations may replace tables."""
    for name in VIEWS:
        connection.execute(f"drop view if exists {name}")


def make_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Every view as this Runlift knows it: they hold nothing and need no history."""
    for name, body in VIEWS.items():
        connection.execute(f"create view {name} as {body}")


MIGRATIONS: Sequence[Migration] = (_first, _recordings, _own_words, _plans, _coaching)
"""The n-th brings a store of version n-1 to version n; the views are made after the last."""
