WITH told AS (
    SELECT * FROM jsonb_to_recordset(@told::jsonb) AS t (
        resource_id bigint, step text, folders int, total bigint, copied bigint, skipped bigint, failed bigint, bytes bigint, left_out bigint, missing bigint,
        bytes_per_second bigint, waits_for text)
),
renewed AS (
    UPDATE work_items w SET lease_until = now() + @lease * interval '1 second'
    FROM told
    WHERE w.resource_id = told.resource_id AND w.step = told.step AND w.worker = @worker
    RETURNING w.resource_id, w.step, w.migration_id, w.source_host
),
written AS (
    UPDATE migration_runs r
    SET progress_folders = told.folders, progress_messages_total = told.total, progress_messages_copied = told.copied, progress_messages_skipped = told.skipped,
        progress_messages_failed = told.failed, progress_bytes_copied = told.bytes, progress_messages_left_out = told.left_out, progress_messages_missing = told.missing,
        bytes_per_second = told.bytes_per_second, waits_for = told.waits_for
    FROM told JOIN renewed USING (resource_id, step)
    WHERE r.resource_id = told.resource_id AND r.step = told.step AND r.status = 'running'
        AND (r.progress_folders, r.progress_messages_total, r.progress_messages_copied, r.progress_messages_skipped, r.progress_messages_failed, r.progress_bytes_copied,
            r.progress_messages_left_out, r.progress_messages_missing, r.bytes_per_second, r.waits_for)
            IS DISTINCT FROM (told.folders, told.total, told.copied, told.skipped, told.failed, told.bytes, told.left_out, told.missing, told.bytes_per_second, told.waits_for)
)
SELECT renewed.resource_id, renewed.step, m.cancelled_at IS NOT NULL AND m.ended_at IS NULL AS is_called_off, 
    m.paused_at IS NOT NULL OR EXISTS (SELECT FROM work_pauses p WHERE p.source_host IN ('', renewed.source_host)) AS is_paused
FROM renewed JOIN migrations m ON m.id = renewed.migration_id;
