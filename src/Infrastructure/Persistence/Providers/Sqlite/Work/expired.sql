UPDATE work_items SET worker = @worker, lease_until = @now + @lease * 10000000 WHERE lease_until < @now
RETURNING resource_id, step, migration_id;
