-- Calls of a tool that fail, and all; of first attempts of first steps only if firsts is 1.
SELECT countIf(status = 'error'), count() FROM events
WHERE run_id = {run:String} AND event_type = 'tool_call'
  AND has(tool_invocations, {tool:String})
  AND ({firsts:UInt8} = 0 OR JSONExtractUInt(request_metadata, 'attempt') = 1
    AND JSONExtractUInt(request_metadata, 'step') = 1)
