-- question: which state of the log were the facts of these athletes made from, and which is it now?
-- grain:    one row per athlete that is asked about
-- params:
-- columns:  athlete_id varchar, data_version bigint, made_from bigint, rules varchar, first_day date, last_day date, problem varchar
-- tables:   asked (athlete_id varchar)
with events as (
    select athlete_id from athlete
    union all
    select athlete_id from upload
    union all
    select athlete_id from label
    union all
    select athlete_id from exercise_choice
    union all
    select athlete_id from setting
    union all
    select athlete_id from acknowledgement
    union all
    select athlete_id from twin
    union all
    select athlete_id from correction
    union all
    select athlete_id from own_exercise
    union all
    select athlete_id from weighing
    union all
    select athlete_id from plan
    union all
    select athlete_id from planned_session where kind = 'run'
),
counted as (
    select
        athlete_id,
        count(*) as data_version
    from events
    group by athlete_id
)
select
    asked.athlete_id,
    coalesce(counted.data_version, 0) as data_version,
    made.data_version as made_from,
    made.rules,
    made.first_day,
    made.last_day,
    made.problem
from asked
left join counted on counted.athlete_id = asked.athlete_id
left join current_fact_version as made on made.athlete_id = asked.athlete_id
order by asked.athlete_id
