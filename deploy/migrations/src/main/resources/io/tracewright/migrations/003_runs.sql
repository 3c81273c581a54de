-- Runs and what is known of their course.
CREATE TABLE IF NOT EXISTS runs (
  run_id String,
  state LowCardinality(String),
  profile_name LowCardinality(String),
  spec String CODEC(ZSTD(1)),
  traces UInt64,
  chunks UInt32,
  flink_job_id String,
  message String,
  updated_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY run_id;

-- One row for each chunk that ClickHouse has acknowledged; a replay replaces its row.
CREATE TABLE IF NOT EXISTS run_progress (
  run_id String,
  chunk UInt32,
  traces UInt32,
  rows UInt32,
  rejected_traces UInt32,
  rejected_rows UInt32,
  bytes UInt64,
  insert_latency_ms Float64,
  attempts UInt32,
  acknowledged_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(acknowledged_at)
ORDER BY (run_id, chunk)
TTL toDateTime(acknowledged_at) + INTERVAL 90 DAY;

-- One row for each trace that broke a rule and was not stored; a replay replaces its row.
CREATE TABLE IF NOT EXISTS rejected_events (
  run_id String,
  chunk UInt32,
  trace_id UUID,
  rule LowCardinality(String),
  spans UInt32,
  rejected_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(rejected_at)
ORDER BY (run_id, chunk, trace_id)
TTL toDateTime(rejected_at) + INTERVAL 90 DAY;
