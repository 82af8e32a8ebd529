-- question: what does each week of the athlete come to?
-- grain:    one row per week
-- params:   athlete
-- columns:  week date, runs integer, distance_m double, moving_s double, long_runs integer, key_runs integer, races integer, longest_m double, spike double, lifts integer, leg_lifts integer, hard_sets double, leg_load double, conflicts integer, open_conflicts integer, cautions integer, reason varchar, states varchar, little varchar
select
    week,
    runs,
    distance_m,
    moving_s,
    long_runs,
    key_runs,
    races,
    longest_m,
    spike,
    lifts,
    leg_lifts,
    hard_sets,
    leg_load,
    conflicts,
    open_conflicts,
    cautions,
    reason,
    states,
    little
from current_week_fact
where athlete_id = $athlete and not is_removed
order by week
