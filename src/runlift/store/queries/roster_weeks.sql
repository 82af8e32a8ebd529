-- question: what did these athletes do in a week and in the four before it?
-- grain:    one row per athlete and week
-- params:   week
-- columns:  athlete_id varchar, week date, runs integer, distance_m double, long_runs integer, key_runs integer, races integer, longest_m double, spike double, lifts integer, leg_lifts integer, hard_sets double, conflicts integer, open_conflicts integer, cautions integer, reason varchar, states varchar, little varchar
-- tables:   asked (athlete_id varchar)
select
    athlete_id,
    week,
    runs,
    distance_m,
    long_runs,
    key_runs,
    races,
    longest_m,
    spike,
    lifts,
    leg_lifts,
    hard_sets,
    conflicts,
    open_conflicts,
    cautions,
    -- Sentences are told of the week itself, directions and muscles of the two newest.
    case when week = try_cast($week as date) then reason else '' end as reason,
    case when week >= try_cast($week as date) - 7 then states else '' end as states,
    case when week >= try_cast($week as date) - 7 then little else '' end as little
from current_week_fact
where week between try_cast($week as date) - 28 and try_cast($week as date)
    and athlete_id in (select athlete_id from asked)
    and not is_removed
order by athlete_id, week
