-- question: which runs are current, and what is known of each?
-- grain:    one row per run
-- params:   athlete
-- columns:  run_id varchar, start_local timestamp, start_utc timestamp, tz_source varchar, time_precision varchar, stream_version varchar, sport varchar, surface varchar, title varchar, note varchar, distance_m double, moving_s double, elapsed_s double, ascent_m double, descent_m double, avg_hr double, max_hr double, cadence_spm double, power_w double, temperature_c double, rpe double, source_tag varchar
select
    run_id,
    start_local,
    start_utc,
    tz_source,
    time_precision,
    stream_version,
    sport,
    surface,
    title,
    note,
    distance_m,
    moving_s,
    elapsed_s,
    ascent_m,
    descent_m,
    avg_hr,
    max_hr,
    cadence_spm,
    power_w,
    temperature_c,
    rpe,
    source_tag
from current_run
where athlete_id = $athlete
order by run_id
