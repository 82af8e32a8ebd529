-- question: which laps do the runs have?
-- grain:    one row per run with laps
-- params:   athlete
-- columns:  run_id varchar, start_s double[], distance_m double[], moving_s double[], avg_hr double[], trigger varchar[], intensity varchar[]
select
    one.run_id,
    any_value(lap.start_s) as start_s,
    any_value(lap.distance_m) as distance_m,
    any_value(lap.moving_s) as moving_s,
    any_value(lap.avg_hr) as avg_hr,
    any_value(lap.trigger) as trigger,
    any_value(lap.intensity) as intensity
from current_run as one
join run_lap as lap
    on lap.athlete_id = one.athlete_id
    and lap.run_id = one.run_id
    and lap.stream_version = one.stream_version
where one.athlete_id = $athlete
group by one.run_id
order by one.run_id
