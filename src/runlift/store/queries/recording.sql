-- question: what did the watch write down, second by second, in that run?
-- grain:    one row per sample
-- params:   athlete, run
-- columns:  time_s float, distance_m float, speed_m_per_s float, heart_rate_bpm float, altitude_m float, cadence_spm float, power_w float, temperature_c float, latitude_deg double, longitude_deg double
select
    unnest(stream.time_s) as time_s,
    unnest(stream.distance_m) as distance_m,
    unnest(stream.speed_m_per_s) as speed_m_per_s,
    unnest(stream.heart_rate_bpm) as heart_rate_bpm,
    unnest(stream.altitude_m) as altitude_m,
    unnest(stream.cadence_spm) as cadence_spm,
    unnest(stream.power_w) as power_w,
    unnest(stream.temperature_c) as temperature_c,
    unnest(stream.latitude_deg) as latitude_deg,
    unnest(stream.longitude_deg) as longitude_deg
from current_run as one
join run_stream as stream
    on stream.athlete_id = one.athlete_id
    and stream.run_id = one.run_id
    and stream.stream_version = one.stream_version
where one.athlete_id = $athlete and one.run_id = $run
order by time_s
