-- question: which lift sessions are current, and what is known of each?
-- grain:    one row per session
-- params:   athlete
-- columns:  session_id varchar, start_local timestamp, start_utc timestamp, tz_source varchar, time_precision varchar, sets_version varchar, duration_s double, title varchar, note varchar, bodyweight_kg double, avg_hr double, max_hr double
select
    session_id,
    start_local,
    start_utc,
    tz_source,
    time_precision,
    sets_version,
    duration_s,
    title,
    note,
    bodyweight_kg,
    avg_hr,
    max_hr
from current_lift_session
where athlete_id = $athlete
order by session_id
