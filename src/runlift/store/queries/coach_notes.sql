-- question: what did coaches write about the athlete, and when?
-- grain:    one row per note that was not taken away
-- params:   athlete
-- columns:  note_id varchar, author varchar, about varchar, about_id varchar, day date, content varchar, written_at timestamp, changed_at timestamp
with first_said as (
    select
        note_id,
        min(recorded_at) as written_at
    from coach_note
    where athlete_id = $athlete
    group by note_id
)
select
    note.note_id,
    note.author,
    note.about,
    note.about_id,
    note.day,
    note.content,
    first_said.written_at,
    note.recorded_at as changed_at
from current_coach_note as note
join first_said on first_said.note_id = note.note_id
where note.athlete_id = $athlete and note.content is not null
order by note.day desc, first_said.written_at desc, note.note_id
