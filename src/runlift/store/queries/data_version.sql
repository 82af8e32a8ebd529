-- question: has anything changed that this athlete's log is judged by?
-- grain:    one row per table that keeps events
-- params:   athlete
-- columns:  source varchar, events bigint
select 'athlete' as source, count(*) as events from athlete where athlete_id = $athlete
union all
select 'upload' as source, count(*) as events from upload where athlete_id = $athlete
union all
select 'label' as source, count(*) as events from label where athlete_id = $athlete
union all
select 'exercise_choice' as source, count(*) as events from exercise_choice where athlete_id = $athlete
union all
select 'setting' as source, count(*) as events from setting where athlete_id = $athlete
union all
select 'acknowledgement' as source, count(*) as events from acknowledgement where athlete_id = $athlete
union all
select 'twin' as source, count(*) as events from twin where athlete_id = $athlete
union all
select 'correction' as source, count(*) as events from correction where athlete_id = $athlete
union all
select 'own_exercise' as source, count(*) as events from own_exercise where athlete_id = $athlete
union all
select 'weighing' as source, count(*) as events from weighing where athlete_id = $athlete
union all
select 'plan' as source, count(*) as events from plan where athlete_id = $athlete
union all
select 'planned_run' as source, count(*) as events from planned_session where athlete_id = $athlete and kind = 'run'
order by source
