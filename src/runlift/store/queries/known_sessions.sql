-- question: which lift sessions are current, and in which version?
-- grain:    one row per session
-- params:   athlete
-- columns:  session_id varchar, version varchar, sets_version varchar, start_local timestamp, start_utc timestamp, tz_source varchar, time_precision varchar, duration_s double
select
    session_id,
    version,
    sets_version,
    start_local,
    start_utc,
    tz_source,
    time_precision,
    duration_s
from current_lift_session
where athlete_id = $athlete
order by session_id
