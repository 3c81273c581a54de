-- Traces by kind of anomaly.
SELECT anomaly, uniqExact(trace_id) FROM ground_truth FINAL
WHERE run_id = {run:String} GROUP BY anomaly
