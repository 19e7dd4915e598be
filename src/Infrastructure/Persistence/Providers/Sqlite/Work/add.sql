INSERT INTO work_items (resource_id, step, migration_id, customer_id, is_test, source_host, target, ready_at)
SELECT value ->> '$.resource_id', @step, @migration_id, @customer_id, @is_test, value ->> '$.source_host', value ->> '$.target', @now FROM json_each(@told)
WHERE TRUE
ON CONFLICT DO NOTHING;
INSERT INTO work_lanes (customer_id, is_test, source_host, served_at, filled)
SELECT DISTINCT @customer_id, @is_test, value ->> '$.source_host', 0, 0 FROM json_each(@told)
WHERE TRUE
ON CONFLICT (customer_id, is_test, source_host) DO UPDATE SET filled = filled + 1;
INSERT INTO work_turns (customer_id, is_test, served_at, filled)
VALUES (@customer_id, @is_test, 0, 0)
ON CONFLICT (customer_id, is_test) DO UPDATE SET filled = filled + 1;
