-- One row a span: the unified log schema, version 3, and what a run adds to it.
--
-- non_replicated_deduplication_window: tokens of that many inserts are remembered, so that a replay
-- of a chunk, even of a whole run of up to as many chunks, adds nothing. Replicated tables have a
-- window of their own and ignore the setting.
CREATE TABLE IF NOT EXISTS events (
  event_id UUID,
  trace_id UUID,
  span_id UUID,
  parent_span_id Nullable(UUID),
  timestamp_utc DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  event_type LowCardinality(String),
  service_name LowCardinality(String),
  operation_name LowCardinality(String),
  workload_type LowCardinality(String),
  workload_category LowCardinality(String),
  domain LowCardinality(String),
  tenant_id LowCardinality(String),
  latency_ms Float64,
  cpu_usage_percent Float32,
  memory_usage_mb Float32,
  throughput_rps Float64,
  model_name LowCardinality(String),
  model_version LowCardinality(String),
  prompt_tokens UInt32,
  completion_tokens UInt32,
  total_tokens UInt32,
  tool_invocations Array(LowCardinality(String)),
  user_id String,
  session_id String,
  request_metadata String CODEC(ZSTD(1)),
  response_metadata String CODEC(ZSTD(1)),
  tags Array(LowCardinality(String)),
  run_id LowCardinality(String),
  chunk UInt32,
  region LowCardinality(String),
  status LowCardinality(String),
  error_type LowCardinality(String),
  cost_usd Float64,
  corpus_version LowCardinality(String),
  corpus_record_id String,
  anomaly LowCardinality(String)
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(timestamp_utc)
ORDER BY (timestamp_utc, trace_id, span_id)
TTL toDateTime(timestamp_utc) + INTERVAL 90 DAY
SETTINGS non_replicated_deduplication_window = 100000;
