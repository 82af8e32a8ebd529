-- question: what is planned?
-- grain:    one row per planned session of a plan
-- params:   athlete, plan
-- columns:  planned_id varchar, kind varchar, week integer, day date, start_h double, hours double, title varchar, status varchar, done_id varchar, note varchar, run_class varchar, workout_id varchar, phase varchar, origin varchar, change varchar
select
    planned_id,
    kind,
    week,
    day,
    start_h,
    hours,
    title,
    status,
    done_id,
    note,
    run_class,
    workout_id,
    phase,
    origin,
    change
from current_planned_session
where athlete_id = $athlete and plan_id = $plan
order by day, start_h, planned_id
