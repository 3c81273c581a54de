-- Requests a second while the crowd stays, over those before it came; the run planned holds the crowd.
WITH (SELECT (started_at, peaked_at, ended_at) FROM incidents FINAL
      WHERE run_id = {planned:String} AND kind = 'flash_crowd') AS times,
  times.2 + toIntervalSecond(intDiv(dateDiff('second', times.2, times.3), 2)) AS leaving
SELECT
  countIf(timestamp_utc BETWEEN times.2 AND leaving)
    / dateDiff('second', times.2, leaving)
  / (countIf(timestamp_utc < times.1)
    / dateDiff('second', toStartOfDay(times.1), times.1))
FROM events WHERE run_id = {run:String} AND parent_span_id IS NULL
