-- Tens of minutes in which the tool database is slow (its usual median is 20 ms): outside the cascade's
-- times, and inside; the run planned holds the cascade.
WITH (SELECT (started_at, ended_at) FROM incidents FINAL
      WHERE run_id = {planned:String} AND kind = 'cascading_degradation') AS times
SELECT
  countIf(ten < times.1 - INTERVAL 10 MINUTE OR ten >= times.2),
  countIf(ten >= times.1 AND ten < times.2)
FROM (
  SELECT toStartOfInterval(timestamp_utc, INTERVAL 10 MINUTE) AS ten,
    quantileExact(0.5)(latency_ms) AS median
  FROM events
  WHERE run_id = {run:String} AND event_type = 'tool_call' AND status = 'ok'
    AND has(tool_invocations, 'database')
  GROUP BY ten
)
WHERE median > 1.3 * 20
