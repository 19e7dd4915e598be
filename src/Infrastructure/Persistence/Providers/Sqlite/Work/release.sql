INSERT INTO work_lanes (customer_id, is_test, source_host, served_at, filled)
SELECT customer_id, is_test, source_host, 0, 0 FROM work_items WHERE resource_id = @resource_id AND step = @step AND worker = @worker
ON CONFLICT (customer_id, is_test, source_host) DO UPDATE SET filled = filled + 1;
INSERT INTO work_turns (customer_id, is_test, served_at, filled)
SELECT customer_id, is_test, 0, 0 FROM work_items WHERE resource_id = @resource_id AND step = @step AND worker = @worker
ON CONFLICT (customer_id, is_test) DO UPDATE SET filled = filled + 1;
UPDATE work_items
SET worker = NULL, lease_until = NULL, ready_at = CASE WHEN @pause > 0 THEN @now + @pause * 10000000 ELSE ready_at END
WHERE resource_id = @resource_id AND step = @step AND worker = @worker;
