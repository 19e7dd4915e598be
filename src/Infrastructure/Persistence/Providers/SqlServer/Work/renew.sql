SET NOCOUNT, XACT_ABORT ON;
DECLARE @held TABLE (resource_id bigint, step nvarchar(32) COLLATE Latin1_General_100_BIN2, migration_id bigint, source_host nvarchar(200) COLLATE Latin1_General_100_BIN2);
BEGIN TRANSACTION;
UPDATE w SET lease_until = DATEADD(millisecond, @lease * 1000, TODATETIMEOFFSET(SYSUTCDATETIME(), 0))
OUTPUT inserted.resource_id, inserted.step, inserted.migration_id, inserted.source_host INTO @held
FROM work_items w JOIN OPENJSON(@told) WITH (resource_id bigint, step nvarchar(32) COLLATE Latin1_General_100_BIN2) t ON t.resource_id = w.resource_id AND t.step = w.step
WHERE w.worker = @worker;
UPDATE r
SET progress_folders = t.folders, progress_messages_total = t.total, progress_messages_copied = t.copied, progress_messages_skipped = t.skipped,
    progress_messages_failed = t.failed, progress_bytes_copied = t.bytes, progress_messages_left_out = t.left_out, progress_messages_missing = t.missing,
    bytes_per_second = t.bytes_per_second, waits_for = t.waits_for
FROM migration_runs r
JOIN OPENJSON(@told) WITH (
    resource_id bigint, step nvarchar(32) COLLATE Latin1_General_100_BIN2, folders int, total bigint, copied bigint, skipped bigint, failed bigint, bytes bigint, left_out bigint, missing bigint,
    bytes_per_second bigint, waits_for nvarchar(200)) t ON t.resource_id = r.resource_id AND t.step = r.step
JOIN @held h ON h.resource_id = r.resource_id AND h.step = r.step
WHERE r.status = 'running';
COMMIT;
SELECT h.resource_id, h.step, CAST(CASE WHEN m.cancelled_at IS NOT NULL AND m.ended_at IS NULL THEN 1 ELSE 0 END AS bit) AS is_called_off,
    CAST(CASE
        WHEN m.paused_at IS NOT NULL OR EXISTS (SELECT 1 FROM work_pauses p WHERE p.source_host = '' OR p.source_host = h.source_host COLLATE Latin1_General_100_BIN2) THEN 1
        ELSE 0 END AS bit) AS is_paused
FROM @held h JOIN migrations m ON m.id = h.migration_id;
