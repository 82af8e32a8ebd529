-- question: which exercise names occur in the athlete's files, and how often?
-- grain:    one row per name as written in the files
-- params:   athlete
-- columns:  exercise_raw varchar, sets bigint, sessions bigint, first_day date, last_day date, apps varchar
select
    exercise_raw,
    count(*) as sets,
    count(distinct session_id) as sessions,
    min(cast(start_local as date)) as first_day,
    max(cast(start_local as date)) as last_day,
    string_agg(distinct source_format, ', ' order by source_format) as apps
from current_lift_set
where athlete_id = $athlete
group by exercise_raw
order by sets desc, exercise_raw
