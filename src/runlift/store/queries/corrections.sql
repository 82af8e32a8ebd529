-- question: what has the athlete said about records that looked odd?
-- grain:    one row per record; sets are records of their own
-- params:   athlete
-- columns:  kind varchar, record_id varchar, set_no integer, verdict varchar, reason varchar, recorded_at timestamp
select
    kind,
    record_id,
    set_no,
    verdict,
    reason,
    recorded_at
from current_correction
where athlete_id = $athlete
    and verdict is not null
order by recorded_at desc, kind, record_id, set_no
