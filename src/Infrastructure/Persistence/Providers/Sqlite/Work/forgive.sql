UPDATE work_items SET paused_login = NULL, ready_at = @now
WHERE worker IS NULL AND paused_login IN (SELECT value FROM json_each(@logins))
RETURNING resource_id;
