-- The spans of a workload's tool steps, to be put in front of chains, gathers, branches and fallbacks. A step
-- lies between two model calls of an agent, so their number before it tells steps of an agent apart.
WITH steps AS (
  SELECT * FROM (
    SELECT trace_id, parent_span_id, event_type, operation_name, status,
      countIf(event_type = 'llm_call')
        OVER (PARTITION BY trace_id, parent_span_id ORDER BY timestamp_utc) AS turn,
      toUnixTimestamp64Milli(timestamp_utc) AS start,
      start + latency_ms AS end,
      JSONExtractUInt(request_metadata, 'step') AS step,
      JSONExtractUInt(request_metadata, 'attempt') AS attempt,
      JSONExtractString(request_metadata, 'pattern') AS pattern,
      JSONExtractString(response_metadata, 'decision') AS decision,
      tool_invocations[1] AS tool
    FROM events WHERE run_id = {run:String} AND workload_type = {workload:String}
  ) WHERE event_type IN ('tool_call', 'chain')
)
