-- Spearman's rank correlation of two of a workload's variables, by trace.
-- rankCorr() takes no account of ties; the correlation of mean ranks does.
SELECT corr(rank_x + (ties_x - 1) / 2, rank_y + (ties_y - 1) / 2)
FROM (
  SELECT
    rank() OVER (ORDER BY x) AS rank_x, count() OVER (PARTITION BY x) AS ties_x,
    rank() OVER (ORDER BY y) AS rank_y, count() OVER (PARTITION BY y) AS ties_y
  FROM (
    SELECT
      map('tokens', toFloat64(sum(total_tokens)),
        'latency', maxIf(latency_ms, parent_span_id IS NULL),
        'cost', sum(cost_usd),
        'tools', toFloat64(countIf(event_type = 'tool_call'))) AS variables,
      variables[{one:String}] AS x, variables[{other:String}] AS y
    FROM events
    WHERE run_id = {run:String} AND workload_type = {workload:String}
    GROUP BY trace_id
  )
)
