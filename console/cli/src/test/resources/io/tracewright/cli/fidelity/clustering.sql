-- Variance over binomial variance of the number of failures in ten minutes.
SELECT avg(pow(failed - calls * {rate:Float64}, 2))
  / (avg(calls) * {rate:Float64} * (1 - {rate:Float64}))
FROM (
  SELECT countIf(status = 'error') AS failed, count() AS calls FROM events
  WHERE run_id = {run:String} AND event_type = 'tool_call'
    AND has(tool_invocations, {tool:String})
  GROUP BY toStartOfInterval(timestamp_utc, INTERVAL 10 MINUTE)
)
