-- Requests an hour in office hours, at other hours and on weekends, of the users of a zone, by a clock.
WITH toTimeZone(timestamp_utc, {clock:String}) AS local,
  toHour(local) BETWEEN 9 AND 16 AS office, toDayOfWeek(local) > 5 AS weekend
SELECT
  countIf(office AND NOT weekend) / (2 * 5 * 8),
  countIf(NOT office AND NOT weekend) / (2 * 5 * 16),
  countIf(office AND weekend) / (2 * 2 * 8)
FROM events
WHERE run_id = {run:String} AND parent_span_id IS NULL
  AND JSONExtractString(request_metadata, 'user_time_zone') = {zone:String}
