-- question: from when to when does the athlete's log reach?
-- grain:    one row per kind of activity
-- params:   athlete
-- columns:  kind varchar, first_day timestamp, last_day timestamp
select
    'lift' as kind,
    min(start_local) as first_day,
    max(start_local) as last_day
from current_lift_session
where athlete_id = $athlete
group by athlete_id
union all
select
    'run' as kind,
    min(start_local) as first_day,
    max(start_local) as last_day
from current_run
where athlete_id = $athlete
group by athlete_id
order by kind
