"""The tables and views of the store, and how an older store becomes a newer one.

The same statements must run on DuckLake: no keys, no unique constraints, no
sequences, no enums. Rows are only ever added; what is current is a view's business.
Every imported row carries the upload that brought it.
"""

from collections.abc import Callable, Sequence

import duckdb

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
    "acknowledgement": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, finding_id varchar not null, note varchar,
        is_withdrawn boolean not null
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
    "acknowledgement": "athlete_id, finding_id",
    "upload": "athlete_id, upload_id",
}
"""Tables whose newest row per key is the current one."""

VIEWS: dict[str, str] = {
    **{
        f"current_{table}": f"""
            select *
            from {table}
            qualify row_number() over (partition by {key} order by event_no desc) = 1
        """
        for table, key in LATEST_BY.items()
    },
    "current_lift_session": """
        select record.*, upload.source_format, upload.source_file, upload.upload_no
        from lift_session as record
        join current_upload as upload using (athlete_id, upload_id)
        where upload.is_live
        qualify row_number() over (
            partition by athlete_id, session_id order by upload.upload_no desc
        ) = 1
    """,
    "current_lift_set": """
        select
            one.* exclude (upload_id), session.upload_id, session.start_local,
            session.start_utc, session.time_precision, session.duration_s as session_s,
            session.title, session.bodyweight_kg, session.source_format,
            session.source_file
        from lift_set as one
        join current_lift_session as session using (athlete_id, session_id, sets_version)
    """,
    "current_run": """
        select record.*, upload.source_format, upload.source_file, upload.upload_no
        from run as record
        join current_upload as upload using (athlete_id, upload_id)
        where upload.is_live
        qualify row_number() over (
            partition by athlete_id, run_id order by upload.upload_no desc
        ) = 1
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


def _first(connection: duckdb.DuckDBPyConnection) -> None:
    for name, columns in TABLES.items():
        connection.execute(f"create table {name} ({columns})")
    for name, body in VIEWS.items():
        connection.execute(f"create view {name} as {body}")


MIGRATIONS: Sequence[Migration] = (_first,)
"""The n-th brings a store of version n-1 to version n."""
