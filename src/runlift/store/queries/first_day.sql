-- question: when does the athlete's log begin?
-- grain:    one row per kind of activity
-- params:   athlete
-- columns:  kind varchar, day timestamp
select 'lift' as kind, min(start_local) as day
from current_lift_session
where athlete_id = $athlete
group by athlete_id
union all
select 'run' as kind, min(start_local) as day
from current_run
where athlete_id = $athlete
group by athlete_id
order by kind
