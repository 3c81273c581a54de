-- Steps whose decision is not followed by exactly one call, of the tool that it names; all steps. Goes behind
-- steps.
SELECT
  countIf(routes != 1 OR calls != 1 OR tool != decision OR call < routed), count()
FROM (
  SELECT
    countIf(operation_name = 'route') AS routes,
    maxIf(end, operation_name = 'route') AS routed,
    countIf(event_type = 'tool_call') AS calls,
    minIf(start, event_type = 'tool_call') AS call,
    max(toString(tool)) AS tool, max(decision) AS decision
  FROM steps GROUP BY trace_id, parent_span_id, turn
)
