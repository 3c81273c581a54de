-- Spans outside the regions where their tenant's data must stay.
SELECT countIf(tenant_id = 'acme' AND region != 'us-east-1'
  OR tenant_id = 'globex' AND region NOT IN ('eu-west-1', 'eu-central-1'))
FROM events WHERE run_id = {run:String}
