-- Model calls and other spans at another price than theirs; model calls, and those with cached tokens; what all
-- should cost, what it costs, what trace_summary says. models holds rows of name, and prices of a million
-- tokens: input, cached input, output; tools holds rows of name and price. Both are JSON.
WITH prices AS (SELECT row.1 AS model, row.2 AS input, row.3 AS cached, row.4 AS output
    FROM (SELECT arrayJoin(JSONExtract({models:String},
      'Array(Tuple(String, Float64, Float64, Float64))')) AS row)),
  tools AS (SELECT row.1 AS tool, row.2 AS price
    FROM (SELECT arrayJoin(JSONExtract({tools:String}, 'Array(Tuple(String, Float64))')) AS row)),
  calls AS (
    SELECT event_type, cost_usd, if(event_type = 'llm_call', completion_tokens > 0,
        status = 'ok' OR error_type = 'deadline_exceeded') AS paid,
      JSONExtractUInt(response_metadata, 'cached_tokens') AS known,
      event_type = 'llm_call' AS asks, event_type = 'tool_call' AS acts,
      multiIf(NOT paid, 0,
        asks, ((prompt_tokens - known) * input + known * cached
          + completion_tokens * output) / 1e6,
        acts, price, 0) AS expected
    FROM events
    LEFT JOIN prices ON model_name = model
    LEFT JOIN tools ON tool_invocations[1] = tool
    WHERE run_id = {run:String}
  )
SELECT
  countIf(asks AND abs(cost_usd - expected) > 1e-9),
  countIf(NOT asks AND abs(cost_usd - expected) > 1e-9),
  countIf(asks), countIf(asks AND known > 0),
  sum(expected), sum(cost_usd),
  (SELECT sum(cost_usd) FROM trace_summary WHERE run_id = {run:String})
FROM calls
