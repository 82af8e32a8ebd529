-- question: what do the plans that these athletes follow ask for in a week?
-- grain:    one row per athlete with something planned
-- params:   week, today
-- columns:  athlete_id varchar, lifts bigint, lifts_due bigint, lifts_skipped bigint, long_runs bigint, key_runs bigint
-- tables:   asked (athlete_id varchar)
with followed as (
    select
        athlete_id,
        plan_id
    from current_plan
    where is_active
        and not is_deleted
        and athlete_id in (select athlete_id from asked)
        and first_day <= try_cast($week as date) + 6
        and last_day >= try_cast($week as date)
),
newest as (
    select
        session.athlete_id,
        session.planned_id,
        max_by(
            struct_pack(
                kind := session.kind,
                day := session.day,
                status := session.status,
                run_class := session.run_class
            ),
            session.event_no
        ) as one
    from planned_session as session
    join followed
        on followed.athlete_id = session.athlete_id
        and followed.plan_id = session.plan_id
    group by session.athlete_id, session.planned_id
)
select
    athlete_id,
    count(*) filter (one.kind = 'lift' and one.status = 'planned') as lifts,
    count(*) filter (
        one.kind = 'lift' and one.status = 'planned' and one.day < try_cast($today as date)
    ) as lifts_due,
    count(*) filter (one.kind = 'lift' and one.status <> 'planned') as lifts_skipped,
    count(*) filter (
        one.kind = 'run' and one.status = 'planned' and one.run_class = 'long'
    ) as long_runs,
    count(*) filter (
        one.kind = 'run' and one.status = 'planned' and one.run_class = 'key'
    ) as key_runs
from newest
where one.day between try_cast($week as date) and try_cast($week as date) + 6
group by athlete_id
order by athlete_id
