-- Groups with several users, tenants, regions, and requests; by session, user or hour.
SELECT countIf(users > 1), countIf(tenants > 1), countIf(regions > 1), countIf(traces > 1)
FROM (
  SELECT uniqExact(user_id) AS users, uniqExact(tenant_id) AS tenants,
    uniqExact(region) AS regions, uniqExact(trace_id) AS traces
  FROM events WHERE run_id = {run:String}
  GROUP BY multiIf(
    {by:String} = 'session', session_id, {by:String} = 'user', user_id, toString(toHour(timestamp_utc)))
)
