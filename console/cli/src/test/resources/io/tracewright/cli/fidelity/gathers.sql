-- Steps whose calls do not start together, or are not merged once after the last; all steps. Goes behind
-- steps.
SELECT countIf(skew > 5 OR merges != 1 OR merge < last), count() FROM (
  SELECT
    maxIf(start, event_type = 'tool_call') - minIf(start, event_type = 'tool_call') AS skew,
    countIf(operation_name = 'merge_results') AS merges,
    minIf(start, operation_name = 'merge_results') AS merge,
    maxIf(end, event_type = 'tool_call') AS last
  FROM steps GROUP BY trace_id, parent_span_id, turn
)
