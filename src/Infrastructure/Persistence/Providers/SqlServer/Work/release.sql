SET NOCOUNT, XACT_ABORT ON;
DECLARE @released TABLE (customer_id bigint, is_test bit, source_host nvarchar(200) COLLATE Latin1_General_100_BIN2);
BEGIN TRANSACTION;
UPDATE work_items
SET worker = NULL, lease_until = NULL,
    ready_at = CASE WHEN @pause > 0 THEN DATEADD(millisecond, @pause * 1000, TODATETIMEOFFSET(SYSUTCDATETIME(), 0)) ELSE ready_at END
OUTPUT inserted.customer_id, inserted.is_test, inserted.source_host INTO @released
WHERE resource_id = @resource_id AND step = @step AND worker = @worker;
MERGE work_lanes WITH (HOLDLOCK) AS l
USING @released AS t
ON l.customer_id = t.customer_id AND l.is_test = t.is_test AND l.source_host = t.source_host
WHEN MATCHED THEN UPDATE SET filled = l.filled + 1
WHEN NOT MATCHED THEN INSERT (customer_id, is_test, source_host, served_at, filled) VALUES (t.customer_id, t.is_test, t.source_host, 0, 0);
MERGE work_turns WITH (HOLDLOCK) AS l
USING @released AS t
ON l.customer_id = t.customer_id AND l.is_test = t.is_test
WHEN MATCHED THEN UPDATE SET filled = l.filled + 1
WHEN NOT MATCHED THEN INSERT (customer_id, is_test, served_at, filled) VALUES (t.customer_id, t.is_test, 0, 0);
COMMIT;
