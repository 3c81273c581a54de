-- Traces with anomalies of several kinds.
SELECT count() FROM (
  SELECT trace_id FROM ground_truth FINAL WHERE run_id = {run:String}
  GROUP BY trace_id HAVING uniqExact(anomaly) > 1
)
