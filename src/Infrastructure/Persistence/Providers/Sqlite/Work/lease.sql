UPDATE work_items SET ready_at = @now, lease_until = @now + @lease * 10000000 WHERE resource_id = @resource_id AND step = @step AND worker = @worker;
