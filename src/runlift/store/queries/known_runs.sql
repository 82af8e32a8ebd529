-- question: which runs are current, and in which version?
-- grain:    one row per run
-- params:   athlete
-- columns:  run_id varchar, version varchar
select
    run_id,
    version
from current_run
where athlete_id = $athlete
order by run_id
