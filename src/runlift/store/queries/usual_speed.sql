-- question: how fast does the athlete usually run?
-- grain:    one row in all, none without runs
-- params:   athlete
-- columns:  speed_m_per_s double, runs bigint
select
    median(distance_m / coalesce(moving_s, elapsed_s)) as speed_m_per_s,
    count(*) as runs
from current_run
where athlete_id = $athlete
    and distance_m > 0
    and coalesce(moving_s, elapsed_s) > 0
having count(*) > 0
order by runs
