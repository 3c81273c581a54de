-- Traces with an anomaly.
SELECT uniqExact(trace_id) FROM ground_truth FINAL WHERE run_id = {run:String}
