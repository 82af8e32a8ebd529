-- question: which records has the athlete called one activity, or two?
-- grain:    one row per pair of records she decided about
-- params:   athlete
-- columns:  kind varchar, record_id varchar, twin_id varchar, is_twin boolean
select
    kind,
    record_id,
    twin_id,
    is_twin
from current_twin
where athlete_id = $athlete
order by kind, record_id, twin_id
