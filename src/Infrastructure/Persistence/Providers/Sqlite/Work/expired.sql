UPDATE work_items SET worker = @worker, lease_until = @now + @lease * 10000000 WHERE lease_until < @now AND step IN (SELECT value FROM json_each(@steps))
RETURNING resource_id, step, migration_id;
