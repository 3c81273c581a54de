-- Rows that name their anomaly.
SELECT countIf(anomaly != '') FROM events WHERE run_id = {run:String}
