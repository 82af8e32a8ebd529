-- question: when was something last imported for these athletes, and what was noted last?
-- grain:    one row per athlete that is asked about
-- params:
-- columns:  athlete_id varchar, imported_at timestamp, note varchar, note_author varchar, note_day date
-- tables:   asked (athlete_id varchar)
with imported as (
    select
        athlete_id,
        max(recorded_at) as imported_at
    from current_upload
    where is_live
    group by athlete_id
),
noted as (
    select
        athlete_id,
        author,
        day,
        content
    from current_coach_note
    where content is not null
    qualify row_number() over (partition by athlete_id order by day desc, event_no desc) = 1
)
select
    asked.athlete_id,
    imported.imported_at,
    noted.content as note,
    noted.author as note_author,
    noted.day as note_day
from asked
left join imported on imported.athlete_id = asked.athlete_id
left join noted on noted.athlete_id = asked.athlete_id
order by asked.athlete_id
