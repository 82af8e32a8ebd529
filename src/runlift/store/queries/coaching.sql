-- question: which coaches were invited, accepted, declined or sent away by whom?
-- grain:    one row per coach and invited address, or per coach and athlete without one
-- params:
-- columns:  coaching_id varchar, coach_id varchar, email varchar, athlete_id varchar, state varchar, recorded_at timestamp
select
    coaching_id,
    coach_id,
    email,
    athlete_id,
    state,
    recorded_at
from current_coaching
order by recorded_at, coaching_id
