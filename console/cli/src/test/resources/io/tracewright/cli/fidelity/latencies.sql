-- Latencies of a tool's calls that succeed, less the overhead of a span, milliseconds.
SELECT latency_ms - {overhead:Float64} FROM events
WHERE run_id = {run:String} AND event_type = 'tool_call' AND status = 'ok'
  AND has(tool_invocations, {tool:String})
