-- question: which findings have been dealt with?
-- grain:    one row per finding
-- params:   athlete
-- columns:  finding_id varchar, note varchar, recorded_at timestamp
select
    finding_id,
    note,
    recorded_at
from current_acknowledgement
where athlete_id = $athlete and not is_withdrawn
order by recorded_at desc, finding_id
