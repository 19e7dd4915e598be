SET NOCOUNT, XACT_ABORT ON;
BEGIN TRANSACTION;
INSERT INTO work_items (resource_id, step, migration_id, customer_id, is_test, source_host, target, ready_at)
SELECT t.resource_id, @step, @migration_id, @customer_id, @is_test, t.source_host, t.target, TODATETIMEOFFSET(SYSUTCDATETIME(), 0)
FROM OPENJSON(@told) WITH (resource_id bigint, source_host nvarchar(200) COLLATE Latin1_General_100_BIN2, target nvarchar(64) COLLATE Latin1_General_100_BIN2) t
WHERE NOT EXISTS (SELECT 1 FROM work_items w WITH (UPDLOCK, HOLDLOCK) WHERE w.resource_id = t.resource_id AND w.step = @step);
MERGE work_lanes WITH (HOLDLOCK) AS l
USING (SELECT DISTINCT source_host FROM OPENJSON(@told) WITH (source_host nvarchar(200) COLLATE Latin1_General_100_BIN2)) AS t
ON l.customer_id = @customer_id AND l.is_test = @is_test AND l.source_host = t.source_host
WHEN MATCHED THEN UPDATE SET filled = l.filled + 1
WHEN NOT MATCHED THEN INSERT (customer_id, is_test, source_host, served_at, filled) VALUES (@customer_id, @is_test, t.source_host, 0, 0);
MERGE work_turns WITH (HOLDLOCK) AS l
USING (SELECT @customer_id AS customer_id, @is_test AS is_test) AS t
ON l.customer_id = t.customer_id AND l.is_test = t.is_test
WHEN MATCHED THEN UPDATE SET filled = l.filled + 1
WHEN NOT MATCHED THEN INSERT (customer_id, is_test, served_at, filled) VALUES (t.customer_id, t.is_test, 0, 0);
COMMIT;
