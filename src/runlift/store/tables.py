"""The tables of the store, and which row of each is the current one.

The same statements must run on DuckLake: no keys, no unique constraints, no sequences,
no enums. Rows are only ever added; every imported row carries the upload that brought it.
"""

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
        email varchar not null, is_email_verified boolean not null,
        role varchar not null, is_removed boolean not null
    """,
    "coaching": """
        event_no bigint not null, recorded_at timestamp not null,
        athlete_id varchar not null, coaching_id varchar not null,
        coach_id varchar not null, email varchar not null, state varchar not null
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
    "coaching": "coaching_id",
}
"""Tables whose newest row per key is the current one."""
