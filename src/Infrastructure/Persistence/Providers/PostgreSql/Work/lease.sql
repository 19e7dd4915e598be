UPDATE work_items SET ready_at = now(), lease_until = now() + @lease * interval '1 second' WHERE resource_id = @resource_id AND step = @step AND worker = @worker;
