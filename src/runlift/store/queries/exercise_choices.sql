-- question: which exercises has the athlete named herself?
-- grain:    one row per name in her files
-- params:   athlete
-- columns:  exercise_raw varchar, exercise_id varchar
select
    exercise_raw,
    exercise_id
from current_exercise_choice
where athlete_id = $athlete
    and not is_forgotten
order by exercise_raw
