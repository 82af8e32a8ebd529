-- question: which tags do these athletes have?
-- grain:    one row per athlete and tag
-- params:
-- columns:  athlete_id varchar, tag varchar
-- tables:   asked (athlete_id varchar)
select
    athlete_id,
    tag
from current_athlete_tag
where not is_removed and athlete_id in (select athlete_id from asked)
order by athlete_id, lower(tag), tag
