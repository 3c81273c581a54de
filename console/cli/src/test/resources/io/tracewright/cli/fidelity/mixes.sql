-- Traces by workload.
SELECT workload_type, uniqExact(trace_id) FROM events
WHERE run_id = {run:String} GROUP BY workload_type
