-- What was put into a run on purpose, so that detectors can be scored. A replay or a second start of
-- the run writes the same rows again, which replace themselves: read both tables with FINAL.

-- Times at which something goes wrong, or gets popular.
CREATE TABLE IF NOT EXISTS incidents (
  run_id LowCardinality(String),
  incident_id UInt32,
  kind LowCardinality(String),
  target LowCardinality(String),
  started_at DateTime64(3, 'UTC'),
  peaked_at DateTime64(3, 'UTC'),
  ended_at DateTime64(3, 'UTC'),
  factor Float64,
  recorded_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(recorded_at)
ORDER BY (run_id, incident_id)
TTL toDateTime(ended_at) + INTERVAL 90 DAY;

-- One row a span that an anomaly or an incident has touched, even when the profile hides that from
-- events.
CREATE TABLE IF NOT EXISTS ground_truth (
  run_id LowCardinality(String),
  chunk UInt32,
  trace_id UUID,
  span_id UUID,
  anomaly LowCardinality(String),
  operation_name LowCardinality(String),
  timestamp_utc DateTime64(3, 'UTC'),
  latency_ms Float64,
  recorded_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(recorded_at)
ORDER BY (run_id, anomaly, trace_id, span_id)
TTL toDateTime(timestamp_utc) + INTERVAL 90 DAY;
