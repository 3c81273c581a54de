-- Requests by persona.
SELECT JSONExtractString(request_metadata, 'persona'), count() FROM events
WHERE run_id = {run:String} AND parent_span_id IS NULL GROUP BY 1
