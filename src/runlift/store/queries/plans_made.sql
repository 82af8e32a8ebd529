-- question: how many plans were ever made?
-- grain:    one row
-- params:   athlete
-- columns:  made bigint
select count(distinct plan_id) as made
from current_plan
where athlete_id = $athlete
order by made
