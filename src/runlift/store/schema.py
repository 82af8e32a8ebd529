"""The views of the store, and how an older store becomes a newer one.

The same statements must run on DuckLake: no keys, no unique constraints, no
sequences, no enums. Rows are only ever added; what is current is a view's business.
Every imported row carries the upload that brought it.
"""

from collections.abc import Callable, Sequence

import duckdb

from runlift.columns import RUN_VALUES, SESSION_VALUES
from runlift.store.tables import LATEST_BY as LATEST_BY
from runlift.store.tables import TABLES as TABLES

Migration = Callable[[duckdb.DuckDBPyConnection], None]


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
