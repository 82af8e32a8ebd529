-- question: what has the athlete weighed, by her own word or a file's?
-- grain:    one row per day
-- params:   athlete
-- columns:  day date, mass_kg double, is_entered boolean
select
    day,
    coalesce(entered.mass_kg, imported.mass_kg) as mass_kg,
    entered.mass_kg is not null as is_entered
from (
    select
        day,
        mass_kg
    from current_body_mass
    where athlete_id = $athlete
) as imported
full join (
    select
        day,
        mass_kg
    from current_weighing
    where athlete_id = $athlete and mass_kg is not null
) as entered
    using (day)
order by day
