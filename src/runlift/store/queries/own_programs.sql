-- question: which programs has the athlete brought?
-- grain:    one row per program
-- params:   athlete
-- columns:  program_id varchar, content varchar
select
    program_id,
    content
from current_own_program
where athlete_id = $athlete and content is not null
order by program_id
