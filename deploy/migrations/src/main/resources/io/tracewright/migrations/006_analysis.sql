-- What the analysis says of runs and tables. A replay, or something late, writes rows of the same
-- keys again, which replace themselves: read these tables with FINAL. For a table that was validated,
-- the report's identifier stands in run_id of all but quality_reports.

-- One row a verdict; report holds all of it as JSON.
CREATE TABLE IF NOT EXISTS quality_reports (
  report_id String,
  run_id String,
  table_name String,
  verdict LowCardinality(String),
  completeness Float64,
  accuracy Float64,
  consistency Float64,
  diversity Float64,
  overall Float64,
  rows UInt64,
  traces UInt64,
  orphans UInt64,
  duplicates UInt64,
  out_of_window UInt64,
  schema_errors UInt64,
  report String CODEC(ZSTD(1)),
  reported_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(reported_at)
ORDER BY report_id
TTL toDateTime(reported_at) + INTERVAL 90 DAY;

-- One row a group of a window's sampled traces. Centres are in the features' units, scaled centres in
-- standard deviations from the means; means and scales are on the features' scales.
CREATE TABLE IF NOT EXISTS clusters (
  run_id LowCardinality(String),
  tenant_id LowCardinality(String),
  workload_type LowCardinality(String),
  window_start DateTime64(3, 'UTC'),
  window_end DateTime64(3, 'UTC'),
  recorded_at DateTime64(3, 'UTC'),
  method LowCardinality(String),
  traces UInt32,
  silhouette Float64,
  inertia Float64,
  noise_share Float64,
  epsilon Float64,
  means Array(Float64),
  scales Array(Float64),
  cluster_id UInt32,
  name String,
  size UInt32,
  centre Array(Float64),
  scaled_centre Array(Float64),
  drift Float64
)
ENGINE = ReplacingMergeTree(recorded_at)
ORDER BY (run_id, tenant_id, workload_type, window_end, cluster_id)
TTL toDateTime(recorded_at) + INTERVAL 90 DAY;

-- One row a sampled trace of a window.
CREATE TABLE IF NOT EXISTS cluster_members (
  run_id LowCardinality(String),
  tenant_id LowCardinality(String),
  workload_type LowCardinality(String),
  window_start DateTime64(3, 'UTC'),
  window_end DateTime64(3, 'UTC'),
  recorded_at DateTime64(3, 'UTC'),
  trace_id UUID,
  cluster_id UInt32,
  outlier UInt8
)
ENGINE = ReplacingMergeTree(recorded_at)
ORDER BY (run_id, tenant_id, workload_type, window_end, trace_id)
TTL toDateTime(recorded_at) + INTERVAL 90 DAY;

CREATE TABLE IF NOT EXISTS patterns (
  run_id LowCardinality(String),
  tenant_id LowCardinality(String),
  workload_type LowCardinality(String),
  window_start DateTime64(3, 'UTC'),
  window_end DateTime64(3, 'UTC'),
  recorded_at DateTime64(3, 'UTC'),
  kind LowCardinality(String),
  subject String,
  count UInt64,
  support Float64,
  strength Float64,
  text String
)
ENGINE = ReplacingMergeTree(recorded_at)
ORDER BY (run_id, tenant_id, workload_type, window_end, kind, subject)
TTL toDateTime(recorded_at) + INTERVAL 90 DAY;

-- One row an alarm; a span_id of zeros stands for the trace as a whole.
CREATE TABLE IF NOT EXISTS anomalies (
  run_id LowCardinality(String),
  tenant_id LowCardinality(String),
  workload_type LowCardinality(String),
  window_start DateTime64(3, 'UTC'),
  window_end DateTime64(3, 'UTC'),
  recorded_at DateTime64(3, 'UTC'),
  trace_id UUID,
  span_id UUID,
  timestamp_utc DateTime64(3, 'UTC'),
  detector LowCardinality(String),
  score Float64,
  feature String,
  expected_low Float64,
  expected_high Float64,
  seen Float64,
  text String
)
ENGINE = ReplacingMergeTree(recorded_at)
ORDER BY (run_id, tenant_id, workload_type, trace_id, span_id, detector, feature)
TTL toDateTime(recorded_at) + INTERVAL 90 DAY;

-- The features of a trace on the scales on which they are compared, in the order of the analysis
-- (engine.summary.Feature): counts and amounts as ln(1 + x), shares as they are. A span whose parent is
-- not in its trace counts as a root, as in the job.
CREATE VIEW IF NOT EXISTS trace_features AS
SELECT
  run_id,
  trace_id,
  tenant_id,
  workload_type,
  started_at,
  log1p(duration) AS duration_ms,
  log1p(span_count) AS spans,
  log1p(model_count) AS model_calls,
  log1p(tool_count) AS tool_calls,
  log1p(tool_kinds) AS distinct_tools,
  log1p(retrieval_count) AS retrievals,
  log1p(length(arrayFilter(s -> s.3 = 'agent' AND has(ids, s.2), steps))) AS sub_agents,
  log1p(error_count) AS errors,
  log1p(retry_count) AS retries,
  log1p(prompts) AS prompt_tokens,
  log1p(completions) AS completion_tokens,
  log1p(cost * 1e6) AS cost_micro_usd,
  if(duration > 0, model_ms / duration, 0) AS model_time_share,
  if(duration > 0, tool_ms / duration, 0) AS tool_time_share,
  if(duration > 0, arrayMax(s -> if(has(parents, s.1), 0, s.4), steps) / duration, 0) AS longest_step_share,
  [duration_ms, spans, model_calls, tool_calls, distinct_tools, retrievals, sub_agents, errors, retries,
   prompt_tokens, completion_tokens, cost_micro_usd, model_time_share, tool_time_share, longest_step_share]
    AS features
FROM (
  SELECT
    run_id,
    trace_id,
    argMin(events.tenant_id, timestamp_utc) AS tenant_id,
    argMin(events.workload_type, timestamp_utc) AS workload_type,
    min(timestamp_utc) AS started_at,
    groupArray((span_id, ifNull(parent_span_id, toUUID('00000000-0000-0000-0000-000000000000')), event_type, latency_ms)) AS steps,
    arrayMap(s -> s.1, steps) AS ids,
    arrayMap(s -> s.2, steps) AS parents,
    arrayFilter(s -> NOT has(ids, s.2), steps) AS roots,
    if(empty(roots), max(latency_ms), arrayMax(s -> s.4, roots)) AS duration,
    count() AS span_count,
    countIf(event_type = 'llm_call') AS model_count,
    countIf(event_type = 'tool_call') AS tool_count,
    uniqExactIf(operation_name, event_type = 'tool_call') AS tool_kinds,
    countIf(event_type = 'retrieval') AS retrieval_count,
    countIf(status = 'error') AS error_count,
    countIf(has(tags, 'retry')) AS retry_count,
    sum(toUInt64(events.prompt_tokens)) AS prompts,
    sum(toUInt64(events.completion_tokens)) AS completions,
    sum(cost_usd) AS cost,
    sumIf(latency_ms, event_type = 'llm_call') AS model_ms,
    sumIf(latency_ms, event_type = 'tool_call') AS tool_ms
  FROM events
  GROUP BY run_id, trace_id
);

-- The group of every trace, sampled or not: the one whose centre is nearest among those of its tenant and
-- workload in the window in which it starts; of overlapping windows the latest counts. Distance is in
-- standard deviations.
CREATE VIEW IF NOT EXISTS trace_clusters AS
SELECT
  run_id,
  trace_id,
  tenant_id,
  workload_type,
  started_at,
  window_start,
  window_end,
  cluster_id,
  name,
  distance
FROM (
  SELECT
    t.run_id AS run_id,
    t.trace_id AS trace_id,
    t.tenant_id AS tenant_id,
    t.workload_type AS workload_type,
    t.started_at AS started_at,
    c.window_start AS window_start,
    c.window_end AS window_end,
    c.cluster_id AS cluster_id,
    c.name AS name,
    L2Distance(
      arrayMap((x, m, s) -> if(s > 0, (x - m) / s, 0), t.features, c.means, c.scales),
      c.scaled_centre) AS distance
  FROM trace_features AS t
  INNER JOIN (SELECT * FROM clusters FINAL) AS c
    ON t.run_id = c.run_id AND t.tenant_id = c.tenant_id AND t.workload_type = c.workload_type
  WHERE t.started_at >= c.window_start AND t.started_at < c.window_end
)
ORDER BY window_end DESC, distance, cluster_id
LIMIT 1 BY run_id, trace_id;
