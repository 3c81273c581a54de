-- Spans whose anomaly stands in one of events and ground_truth only.
SELECT count() FROM (
  SELECT trace_id, span_id, anomaly FROM (
    SELECT trace_id, span_id, anomaly, 1 AS side FROM events
    WHERE run_id = {run:String} AND anomaly != ''
    UNION ALL
    SELECT trace_id, span_id, anomaly, 2 FROM ground_truth FINAL
    WHERE run_id = {run:String}
  )
  GROUP BY trace_id, span_id, anomaly HAVING sum(side) != 3
)
