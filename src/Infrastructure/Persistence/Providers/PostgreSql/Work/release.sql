WITH released AS (
    UPDATE work_items
    SET worker = NULL, lease_until = NULL, ready_at = CASE WHEN @pause > 0 THEN now() + @pause * interval '1 second' ELSE ready_at END
    WHERE resource_id = @resource_id AND step = @step AND worker = @worker
    RETURNING customer_id, is_test, source_host
),
lanes AS (
    INSERT INTO work_lanes (customer_id, is_test, source_host, served_at, filled)
    SELECT customer_id, is_test, source_host, 0, 0 FROM released
    ON CONFLICT (customer_id, is_test, source_host) DO UPDATE SET filled = work_lanes.filled + 1
    RETURNING 1
),
turns AS (
    INSERT INTO work_turns (customer_id, is_test, served_at, filled)
    SELECT customer_id, is_test, 0, 0 FROM released WHERE (SELECT count(*) FROM lanes) >= 0
    ON CONFLICT (customer_id, is_test) DO UPDATE SET filled = work_turns.filled + 1
)
SELECT pg_notify('hosting_migrations_work', '');
