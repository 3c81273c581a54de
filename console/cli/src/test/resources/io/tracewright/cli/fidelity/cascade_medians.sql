-- Median latency of a tool's calls before the cascade, at its height, and after it; the run planned
-- holds the cascade.
WITH (SELECT (started_at, peaked_at, ended_at) FROM incidents FINAL
      WHERE run_id = {planned:String} AND kind = 'cascading_degradation') AS times,
  dateDiff('second', times.2, times.3) AS left,
  dateDiff('second', times.2, timestamp_utc) / left AS way
SELECT
  quantileExactIf(0.5)(latency_ms, timestamp_utc < times.1),
  quantileExactIf(0.5)(latency_ms, way BETWEEN 0.2 AND 0.3),
  quantileExactIf(0.5)(latency_ms, timestamp_utc >= times.3)
FROM events
WHERE run_id = {run:String} AND event_type = 'tool_call' AND status = 'ok'
  AND has(tool_invocations, {tool:String})
