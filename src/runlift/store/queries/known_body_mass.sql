-- question: which body masses came with files?
-- grain:    one row per day
-- params:   athlete
-- columns:  day date, mass_kg double
select
    day,
    mass_kg
from current_body_mass
where athlete_id = $athlete
order by day
