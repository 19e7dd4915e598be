UPDATE w SET worker = @worker, lease_until = DATEADD(millisecond, @lease * 1000, TODATETIMEOFFSET(SYSUTCDATETIME(), 0))
OUTPUT inserted.resource_id, inserted.step, inserted.migration_id
FROM work_items w WITH (UPDLOCK, ROWLOCK, READPAST)
WHERE w.lease_until < TODATETIMEOFFSET(SYSUTCDATETIME(), 0) AND w.step IN (SELECT value COLLATE Latin1_General_100_BIN2 FROM OPENJSON(@steps));
