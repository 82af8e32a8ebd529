-- question: how fast and how hard was each recorded run, second by second?
-- grain:    one row per run with a recording
-- params:   athlete
-- columns:  run_id varchar, best_s double[], hr_seconds double[], gap_seconds double[]
select
    one.run_id,
    any_value(summary.best_s) as best_s,
    any_value(summary.hr_seconds) as hr_seconds,
    any_value(summary.gap_seconds) as gap_seconds
from current_run as one
join run_summary as summary
    on summary.athlete_id = one.athlete_id
    and summary.run_id = one.run_id
    and summary.stream_version = one.stream_version
where one.athlete_id = $athlete
group by one.run_id
order by one.run_id
