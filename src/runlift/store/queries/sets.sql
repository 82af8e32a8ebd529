-- question: which sets has the athlete lifted, with what each stands among?
-- grain:    one row per set
-- params:   athlete
-- tables:   exercise_match (exercise_raw varchar, exercise_id varchar, side varchar)
-- columns:  session_id varchar, start_local timestamp, start_utc timestamp, time_precision varchar, session_s double, title varchar, bodyweight_kg double, set_no integer, exercise_raw varchar, exercise_id varchar, block_no integer, kind varchar, load_kg double, load_basis varchar, reps double, duration_s double, distance_m double, rpe double, side varchar, superset varchar, rest_s double, note varchar, source_format varchar, source_file varchar, top_load_kg double, top_set_no integer, top_reps double
select
    one.session_id,
    one.start_local,
    one.start_utc,
    one.time_precision,
    one.session_s,
    one.title,
    one.bodyweight_kg,
    one.set_no,
    one.exercise_raw,
    cast(match.exercise_id as varchar) as exercise_id,
    one.block_no,
    one.kind,
    one.load_kg,
    one.load_basis,
    one.reps,
    one.duration_s,
    one.distance_m,
    one.rpe,
    coalesce(one.side, cast(match.side as varchar)) as side,
    one.superset,
    one.rest_s,
    one.note,
    one.source_format,
    one.source_file,
    max(one.load_kg) over same_exercise as top_load_kg,
    first_value(one.set_no) over heaviest_first as top_set_no,
    first_value(one.reps) over heaviest_first as top_reps
from current_lift_set as one
left join exercise_match as match
    on cast(match.exercise_raw as varchar) = one.exercise_raw
where one.athlete_id = $athlete
window
    same_exercise as (partition by one.session_id, one.exercise_raw),
    heaviest_first as (
        partition by one.session_id, one.exercise_raw
        order by one.load_kg desc nulls last, one.set_no
    )
order by one.start_local, one.session_id, one.set_no
