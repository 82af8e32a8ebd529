-- question: what is asked in the planned sessions?
-- grain:    one row per exercise of a planned session
-- params:   athlete, plan
-- columns:  planned_id varchar, place integer, exercise_id varchar, sets integer, mode varchar, reps_low integer, reps_high integer, seconds_low double, seconds_high double, load_kg double, percent double, rir_low double, rir_high double, rest_s integer, pause_s double, is_fast boolean, is_per_side boolean, is_side_assumed boolean, note varchar, reason varchar
select
    planned_id,
    place,
    exercise_id,
    sets,
    mode,
    reps_low,
    reps_high,
    seconds_low,
    seconds_high,
    load_kg,
    percent,
    rir_low,
    rir_high,
    rest_s,
    pause_s,
    is_fast,
    is_per_side,
    is_side_assumed,
    note,
    reason
from current_planned_set
where athlete_id = $athlete and plan_id = $plan
order by planned_id, place
