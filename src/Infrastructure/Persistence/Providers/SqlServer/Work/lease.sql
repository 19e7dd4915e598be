UPDATE work_items SET ready_at = TODATETIMEOFFSET(SYSUTCDATETIME(), 0), lease_until = DATEADD(millisecond, @lease * 1000, TODATETIMEOFFSET(SYSUTCDATETIME(), 0))
WHERE resource_id = @resource_id AND step = @step AND worker = @worker;
