-- question: which runs were planned for which day?
-- grain:    one row per planned run; of plans for the same day the one that is followed, else the newest
-- params:   athlete
-- columns:  planned_id varchar, day date, start_h double, run_class varchar
with ranked as (
    select
        session.planned_id,
        session.day,
        session.start_h,
        session.run_class,
        rank() over (
            partition by session.day
            order by plan.is_active desc, plan.event_no desc
        ) as place
    from current_planned_session as session
    join current_plan as plan
        on plan.athlete_id = session.athlete_id and plan.plan_id = session.plan_id
    where session.athlete_id = $athlete
        and session.kind = 'run'
        and session.status = 'planned'
        and not plan.is_deleted
)
select
    planned_id,
    day,
    start_h,
    run_class
from ranked
where place = 1
order by day, start_h, planned_id
