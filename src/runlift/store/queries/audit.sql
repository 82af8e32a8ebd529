-- question: who did what with the data of this athlete?
-- grain:    one row per deed; a look once per person, page and day
-- params:   athlete
-- columns:  recorded_at timestamp, actor varchar, name varchar, action varchar, detail varchar
select
    entry.recorded_at,
    entry.actor,
    coalesce(member.name, '') as name,
    entry.action,
    entry.detail
from audit as entry
left join current_member as member on member.member_id = entry.actor
where entry.athlete_id = $athlete
order by entry.recorded_at desc, entry.event_no desc
