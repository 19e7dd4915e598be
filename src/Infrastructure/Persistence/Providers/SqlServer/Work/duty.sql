MERGE work_duties WITH (HOLDLOCK) AS d
USING (SELECT @duty AS name) AS t ON d.name = t.name
WHEN MATCHED AND (d.worker = @worker OR d.until < TODATETIMEOFFSET(SYSUTCDATETIME(), 0))
    THEN UPDATE SET worker = @worker, until = DATEADD(millisecond, @lease * 1000, TODATETIMEOFFSET(SYSUTCDATETIME(), 0))
WHEN NOT MATCHED
    THEN INSERT (name, worker, until) VALUES (@duty, @worker, DATEADD(millisecond, @lease * 1000, TODATETIMEOFFSET(SYSUTCDATETIME(), 0)))
OUTPUT inserted.name;
