-- Groups with several workloads, models, and requests; by conversation or session.
SELECT countIf(workloads > 1), countIf(models > 1), countIf(traces > 1) FROM (
  SELECT uniqExact(workload_type) AS workloads,
    uniqExactIf(model_name, model_name != '') AS models,
    uniqExact(trace_id) AS traces
  FROM events
  JOIN (
    SELECT trace_id, JSONExtractString(request_metadata, 'conversation') AS conversation
    FROM events WHERE run_id = {run:String} AND parent_span_id IS NULL
  ) AS roots USING trace_id
  WHERE run_id = {run:String}
  GROUP BY if({by:String} = 'conversation', conversation, session_id)
)
