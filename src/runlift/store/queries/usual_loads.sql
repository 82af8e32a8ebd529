-- question: which load does the athlete usually lift in each exercise?
-- grain:    one row per name as written in the files
-- params:   athlete
-- columns:  exercise_raw varchar, load_kg double, sets bigint
select
    exercise_raw,
    median(load_kg) as load_kg,
    count(*) as sets
from current_lift_set
where athlete_id = $athlete
    and load_kg > 0
group by exercise_raw
order by exercise_raw
