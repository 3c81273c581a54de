-- What dashboards ask for, kept as aggregate states so that it is right across inserts. The targets
-- remember insert tokens as events does: a replayed block must not be counted twice here either.
CREATE TABLE IF NOT EXISTS trace_summary (
  run_id LowCardinality(String),
  trace_id UUID,
  tenant_id SimpleAggregateFunction(any, LowCardinality(String)),
  workload_type SimpleAggregateFunction(any, LowCardinality(String)),
  started_at SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
  latency_ms SimpleAggregateFunction(max, Float64),
  spans SimpleAggregateFunction(sum, UInt64),
  errors SimpleAggregateFunction(sum, UInt64),
  total_tokens SimpleAggregateFunction(sum, UInt64),
  cost_usd SimpleAggregateFunction(sum, Float64)
)
ENGINE = AggregatingMergeTree
ORDER BY (run_id, trace_id)
TTL toDateTime(started_at) + INTERVAL 90 DAY
SETTINGS non_replicated_deduplication_window = 100000;

CREATE MATERIALIZED VIEW IF NOT EXISTS trace_summary_view TO trace_summary AS
SELECT
  run_id,
  trace_id,
  any(events.tenant_id) AS tenant_id,
  any(events.workload_type) AS workload_type,
  min(timestamp_utc) AS started_at,
  max(events.latency_ms) AS latency_ms,
  count() AS spans,
  countIf(status = 'error') AS errors,
  sum(toUInt64(events.total_tokens)) AS total_tokens,
  sum(events.cost_usd) AS cost_usd
FROM events
GROUP BY run_id, trace_id;

CREATE TABLE IF NOT EXISTS workload_metrics (
  run_id LowCardinality(String),
  hour DateTime('UTC'),
  tenant_id LowCardinality(String),
  workload_type LowCardinality(String),
  event_type LowCardinality(String),
  spans SimpleAggregateFunction(sum, UInt64),
  errors SimpleAggregateFunction(sum, UInt64),
  total_tokens SimpleAggregateFunction(sum, UInt64),
  cost_usd SimpleAggregateFunction(sum, Float64),
  latency_ms AggregateFunction(quantilesTDigest(0.5, 0.9, 0.95, 0.99), Float64)
)
ENGINE = AggregatingMergeTree
ORDER BY (run_id, hour, tenant_id, workload_type, event_type)
TTL hour + INTERVAL 90 DAY
SETTINGS non_replicated_deduplication_window = 100000;

CREATE MATERIALIZED VIEW IF NOT EXISTS workload_metrics_view TO workload_metrics AS
SELECT
  run_id,
  toStartOfHour(toDateTime(timestamp_utc, 'UTC')) AS hour,
  tenant_id,
  workload_type,
  event_type,
  count() AS spans,
  countIf(status = 'error') AS errors,
  sum(toUInt64(events.total_tokens)) AS total_tokens,
  sum(events.cost_usd) AS cost_usd,
  quantilesTDigestState(0.5, 0.9, 0.95, 0.99)(events.latency_ms) AS latency_ms
FROM events
GROUP BY run_id, hour, tenant_id, workload_type, event_type;

CREATE TABLE IF NOT EXISTS tool_invocations (
  run_id LowCardinality(String),
  hour DateTime('UTC'),
  tool_name LowCardinality(String),
  calls SimpleAggregateFunction(sum, UInt64),
  errors SimpleAggregateFunction(sum, UInt64),
  cost_usd SimpleAggregateFunction(sum, Float64),
  latency_ms AggregateFunction(quantilesTDigest(0.5, 0.9, 0.95, 0.99), Float64)
)
ENGINE = AggregatingMergeTree
ORDER BY (run_id, hour, tool_name)
TTL hour + INTERVAL 90 DAY
SETTINGS non_replicated_deduplication_window = 100000;

CREATE MATERIALIZED VIEW IF NOT EXISTS tool_invocations_view TO tool_invocations AS
SELECT
  run_id,
  toStartOfHour(toDateTime(timestamp_utc, 'UTC')) AS hour,
  arrayJoin(tool_invocations) AS tool_name,
  count() AS calls,
  countIf(status = 'error') AS errors,
  sum(events.cost_usd) AS cost_usd,
  quantilesTDigestState(0.5, 0.9, 0.95, 0.99)(events.latency_ms) AS latency_ms
FROM events
WHERE event_type = 'tool_call'
GROUP BY run_id, hour, tool_name;
