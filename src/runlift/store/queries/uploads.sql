-- question: what has been imported, and is it still in?
-- grain:    one row per upload
-- params:   athlete
-- columns:  upload_id varchar, upload_no bigint, uploaded_at timestamp, is_live boolean, source_format varchar, source_file varchar, first_day date, last_day date, receipt varchar
select
    upload_id,
    upload_no,
    (
        select min(first.recorded_at)
        from upload as first
        where first.athlete_id = current_upload.athlete_id
            and first.upload_id = current_upload.upload_id
    ) as uploaded_at,
    is_live,
    source_format,
    source_file,
    first_day,
    last_day,
    receipt
from current_upload
where athlete_id = $athlete
order by upload_no desc
