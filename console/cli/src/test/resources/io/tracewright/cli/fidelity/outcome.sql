-- Mean latency, milliseconds, share of failed traces, and traces.
SELECT avg(latency_ms), avg(status = 'error'), count() FROM events
WHERE run_id = {run:String} AND parent_span_id IS NULL
