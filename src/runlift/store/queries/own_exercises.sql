-- question: which exercises has the athlete made or changed?
-- grain:    one row per exercise
-- params:   athlete
-- columns:  exercise_id varchar, cells varchar
select
    exercise_id,
    cells
from current_own_exercise
where athlete_id = $athlete and cells is not null
order by exercise_id
