-- Variance over mean of the number of requests in 2,000 windows of width milliseconds.
WITH 2000 AS windows
SELECT (sum(n * n) - sum(n) * sum(n) / windows) / (windows - 1) / (sum(n) / windows)
FROM (
  SELECT count() AS n FROM events
  WHERE run_id = {run:String} AND parent_span_id IS NULL
  GROUP BY intDiv(toUnixTimestamp64Milli(timestamp_utc), {width:UInt64})
)
