-- Steps that are not three failed attempts and then the fallback once; all steps. Goes behind steps.
SELECT countIf(calls != [
  ('broken', 1, 'error'), ('broken', 2, 'error'), ('broken', 3, 'error'), ('spare', 1, 'ok')]
  OR overlaps > 0), count()
FROM (
  SELECT
    arraySort(groupArray((start, end, toString(tool), attempt, toString(status)))) AS rows,
    arrayMap(r -> (r.3, r.4, r.5), rows) AS calls,
    arrayCount((r, next) -> next.1 != 0 AND r.2 >= next.1, rows, arrayShiftLeft(rows, 1))
      AS overlaps
  FROM steps WHERE event_type = 'tool_call' AND pattern = 'retry_fallback'
  GROUP BY trace_id, parent_span_id, turn
)
