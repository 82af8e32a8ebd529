-- question: who is in this store?
-- grain:    one row per athlete
-- params:
-- columns:  athlete_id varchar, name varchar, timezone varchar, is_timezone_known boolean, is_demo boolean
select
    athlete_id,
    name,
    timezone,
    is_timezone_known,
    is_demo
from current_athlete
order by name
