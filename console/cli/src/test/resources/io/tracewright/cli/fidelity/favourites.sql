-- Users of a persona, by workload, with 15 calls and more in each half of the week; the share of the most
-- used tool; the share of users whose most used tool is the same in both halves.
SELECT count(), avg(share), avg(first = second) FROM (
  SELECT
    sumMap(map(tool, calls)) AS by_tool,
    arrayMax(mapValues(by_tool)) / arraySum(mapValues(by_tool)) AS share,
    argMaxIf(tool, calls, half = 0) AS first, argMaxIf(tool, calls, half = 1) AS second,
    least(sumIf(calls, half = 0), sumIf(calls, half = 1)) AS fewer
  FROM (
    SELECT user_id, workload_type, toString(tool_invocations[1]) AS tool,
      events.timestamp_utc > (
        SELECT max(timestamp_utc) - INTERVAL 84 HOUR FROM events WHERE run_id = {run:String}
      ) AS half,
      count() AS calls
    FROM events
    JOIN (
      SELECT trace_id FROM events WHERE run_id = {run:String} AND parent_span_id IS NULL
        AND JSONExtractString(request_metadata, 'persona') = {persona:String}
    ) AS roots USING trace_id
    WHERE run_id = {run:String} AND event_type = 'tool_call'
    GROUP BY user_id, workload_type, tool, half
  )
  GROUP BY user_id, workload_type
  HAVING fewer >= 15
)
