-- question: which runs are there, with the athlete's own label?
-- grain:    one row per run
-- params:   athlete
-- columns:  run_id varchar, start_local timestamp, start_utc timestamp, tz_source varchar, time_precision varchar, sport varchar, surface varchar, title varchar, note varchar, distance_m double, moving_s double, elapsed_s double, ascent_m double, descent_m double, avg_hr double, max_hr double, cadence_spm double, power_w double, temperature_c double, rpe double, source_tag varchar, has_stream boolean, stopped_s double, longest_stop_s double, gap_m_per_s double, speed_cv double, speed_log_sd double, surges bigint, hr_coverage double, first_gap_m_per_s double, first_hr double, second_gap_m_per_s double, second_hr double, source_format varchar, source_file varchar, label varchar
select
    one.run_id,
    one.start_local,
    one.start_utc,
    one.tz_source,
    one.time_precision,
    one.sport,
    one.surface,
    one.title,
    one.note,
    one.distance_m,
    one.moving_s,
    one.elapsed_s,
    one.ascent_m,
    one.descent_m,
    one.avg_hr,
    one.max_hr,
    one.cadence_spm,
    one.power_w,
    one.temperature_c,
    one.rpe,
    one.source_tag,
    one.stream_version is not null as has_stream,
    summary.stopped_s,
    summary.longest_stop_s,
    summary.gap_m_per_s,
    summary.speed_cv,
    summary.speed_log_sd,
    summary.surges,
    summary.hr_coverage,
    summary.first_gap_m_per_s,
    summary.first_hr,
    summary.second_gap_m_per_s,
    summary.second_hr,
    one.source_format,
    one.source_file,
    label.run_class as label
from current_run as one
left join (
    select distinct on (run_id, stream_version) *
    from run_summary
    where athlete_id = $athlete
) as summary
    on summary.run_id = one.run_id
    and summary.stream_version = one.stream_version
left join current_label as label
    on label.athlete_id = one.athlete_id
    and label.run_id = one.run_id
where one.athlete_id = $athlete
order by one.start_local, one.run_id
