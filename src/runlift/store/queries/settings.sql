-- question: what has the athlete set?
-- grain:    one row per setting that is not back at its default
-- params:   athlete
-- columns:  name varchar, value varchar
select
    name,
    value
from current_setting
where athlete_id = $athlete
    and value is not null
order by name
