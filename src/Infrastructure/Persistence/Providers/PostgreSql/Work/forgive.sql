UPDATE work_items SET paused_login = NULL, ready_at = now()
WHERE worker IS NULL AND paused_login IN (SELECT jsonb_array_elements_text(@logins::jsonb))
RETURNING resource_id;
