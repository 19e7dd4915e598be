UPDATE work_items SET lease_until = @now + @lease * 10000000
WHERE worker = @worker AND (resource_id, step) IN (SELECT value ->> '$.resource_id', value ->> '$.step' FROM json_each(@told));
UPDATE migration_runs
SET progress_folders = t.folders, progress_messages_total = t.total, progress_messages_copied = t.copied, progress_messages_skipped = t.skipped,
    progress_messages_failed = t.failed, progress_bytes_copied = t.bytes, progress_messages_left_out = t.left_out, progress_messages_missing = t.missing,
    bytes_per_second = t.bytes_per_second, waits_for = t.waits_for
FROM (
    SELECT value ->> '$.resource_id' AS resource_id, value ->> '$.step' AS step, value ->> '$.folders' AS folders, value ->> '$.total' AS total,
        value ->> '$.copied' AS copied, value ->> '$.skipped' AS skipped, value ->> '$.failed' AS failed, value ->> '$.bytes' AS bytes,
        value ->> '$.left_out' AS left_out, value ->> '$.missing' AS missing, value ->> '$.bytes_per_second' AS bytes_per_second, value ->> '$.waits_for' AS waits_for
    FROM json_each(@told)
) t
WHERE migration_runs.resource_id = t.resource_id AND migration_runs.step = t.step AND migration_runs.status = 'running'
    AND EXISTS (SELECT 1 FROM work_items w WHERE w.resource_id = t.resource_id AND w.step = t.step AND w.worker = @worker);
SELECT w.resource_id, w.step, m.cancelled_at IS NOT NULL AND m.ended_at IS NULL AS is_called_off, 
    m.paused_at IS NOT NULL OR EXISTS (SELECT 1 FROM work_pauses p WHERE p.source_host IN ('', w.source_host)) AS is_paused
FROM work_items w JOIN migrations m ON m.id = w.migration_id
WHERE w.worker = @worker AND (w.resource_id, w.step) IN (SELECT value ->> '$.resource_id', value ->> '$.step' FROM json_each(@told));
