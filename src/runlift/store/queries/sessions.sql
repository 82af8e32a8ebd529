-- question: which lift sessions are there?
-- grain:    one row per session
-- params:   athlete
-- columns:  session_id varchar, start_local timestamp, start_utc timestamp, tz_source varchar, time_precision varchar, duration_s double, title varchar, note varchar, bodyweight_kg double, avg_hr double, max_hr double, source_format varchar, source_file varchar
select
    session_id,
    start_local,
    start_utc,
    tz_source,
    time_precision,
    duration_s,
    title,
    note,
    bodyweight_kg,
    avg_hr,
    max_hr,
    source_format,
    source_file
from current_lift_session
where athlete_id = $athlete
order by start_local, session_id
