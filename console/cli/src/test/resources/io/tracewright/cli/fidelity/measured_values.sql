-- Calls of the tool empirical by latency, milliseconds.
SELECT round(latency_ms - 0.05), count() FROM events
WHERE run_id = {run:String} AND event_type = 'tool_call'
  AND has(tool_invocations, 'empirical')
GROUP BY 1
