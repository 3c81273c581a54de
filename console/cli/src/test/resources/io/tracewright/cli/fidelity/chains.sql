-- Calls that start before one of the steps before them has ended; all calls. Goes behind steps.
SELECT countIf(start < before), count() FROM (
  SELECT start, max(end) OVER (
    PARTITION BY trace_id, parent_span_id, turn ORDER BY step
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
  FROM steps WHERE event_type = 'tool_call'
)
