-- Items, then lanes, then the turn, as all that change them: each part waits for the one before, since who takes rows in another order may deadlock.
WITH told AS (
    SELECT * FROM jsonb_to_recordset(@told::jsonb) AS t (resource_id bigint, source_host text, target text)
),
added AS (
    INSERT INTO work_items (resource_id, step, migration_id, customer_id, is_test, source_host, target, ready_at)
    SELECT resource_id, @step, @migration_id, @customer_id, @is_test, source_host, target, now() FROM told
    ON CONFLICT DO NOTHING
    RETURNING 1
),
lanes AS (
    INSERT INTO work_lanes (customer_id, is_test, source_host, served_at, filled)
    SELECT DISTINCT @customer_id, @is_test, source_host, 0, 0 FROM told WHERE (SELECT count(*) FROM added) >= 0 ORDER BY source_host
    ON CONFLICT (customer_id, is_test, source_host) DO UPDATE SET filled = work_lanes.filled + 1
    RETURNING 1
),
turns AS (
    INSERT INTO work_turns (customer_id, is_test, served_at, filled)
    SELECT @customer_id, @is_test, 0, 0 WHERE (SELECT count(*) FROM lanes) >= 0
    ON CONFLICT (customer_id, is_test) DO UPDATE SET filled = work_turns.filled + 1
)
SELECT pg_notify('hosting_migrations_work', '');
