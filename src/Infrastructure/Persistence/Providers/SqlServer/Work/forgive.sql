UPDATE work_items SET paused_login = NULL, ready_at = TODATETIMEOFFSET(SYSUTCDATETIME(), 0)
OUTPUT inserted.resource_id
WHERE worker IS NULL AND paused_login IN (SELECT value FROM OPENJSON(@logins));
