-- question: who may sign in, as what, and which athlete is she?
-- grain:    one row per member
-- params:
-- columns:  member_id varchar, name varchar, email varchar, is_email_verified boolean, role varchar, athlete_id varchar, is_removed boolean
select
    member_id,
    name,
    email,
    is_email_verified,
    role,
    athlete_id,
    is_removed
from current_member
order by lower(name), member_id
