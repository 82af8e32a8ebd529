-- question: which plans does the athlete have?
-- grain:    one row per plan
-- params:   athlete
-- columns:  plan_id varchar, name varchar, program_id varchar, first_day date, last_day date, is_active boolean, races varchar, notes varchar, choices varchar, version bigint
with changed as (
    select
        plan_id,
        max(event_no) as event_no
    from planned_session
    where athlete_id = $athlete
    group by plan_id
)
select
    plan.plan_id,
    plan.name,
    plan.program_id,
    plan.first_day,
    plan.last_day,
    plan.is_active,
    plan.races,
    plan.notes,
    plan.choices,
    plan.event_no + coalesce(changed.event_no, 0) as version
from current_plan as plan
left join changed on changed.plan_id = plan.plan_id
where plan.athlete_id = $athlete and not plan.is_deleted
order by plan.is_active desc, plan.first_day desc, plan.plan_id
