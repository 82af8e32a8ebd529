-- question: which unit are these athletes told in, and which thresholds of the roster are their own?
-- grain:    one row per athlete and setting
-- params:
-- columns:  athlete_id varchar, name varchar, value varchar
-- tables:   asked (athlete_id varchar)
select
    athlete_id,
    name,
    value
from current_setting
where (name = 'distance_unit' or starts_with(name, 'policy.roster.'))
    and value is not null
    and athlete_id in (select athlete_id from asked)
order by athlete_id, name
