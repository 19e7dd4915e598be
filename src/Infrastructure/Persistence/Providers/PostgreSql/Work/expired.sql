UPDATE work_items w SET worker = @worker, lease_until = now() + @lease * interval '1 second'
FROM (SELECT resource_id, step FROM work_items WHERE lease_until < now() AND step IN (SELECT jsonb_array_elements_text(@steps::jsonb)) FOR UPDATE SKIP LOCKED) expired
WHERE w.resource_id = expired.resource_id AND w.step = expired.step
RETURNING w.resource_id, w.step, w.migration_id;
