-- One claim at a time, so that limits are exact. The whole batch is one message and one transaction, which the server ends by itself: a client
-- that freezes holds nothing.
SET NOCOUNT, XACT_ABORT ON;
DECLARE @claimed TABLE (resource_id bigint, step nvarchar(32), customer_id bigint, is_test bit);
DECLARE @locked int;
DECLARE @now datetimeoffset = TODATETIMEOFFSET(SYSUTCDATETIME(), 0);
BEGIN TRANSACTION;
EXEC @locked = sp_getapplock @Resource = 'hosting_migrations_claim', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 5000;
IF @locked >= 0
BEGIN
    WITH busy AS (
        SELECT is_test, customer_id, source_host FROM work_items WHERE lease_until IS NOT NULL
    ),
    hosts AS (
        SELECT is_test, source_host, COUNT(*) AS busy FROM busy GROUP BY is_test, source_host
    ),
    customers AS (
        SELECT is_test, customer_id, COUNT(*) AS busy FROM busy GROUP BY is_test, customer_id
    ),
    kinds AS (
        SELECT kind.is_test, CASE WHEN kind.wanted < @to_destination - b.busy THEN kind.wanted ELSE @to_destination - b.busy END AS room
        FROM (VALUES (CAST(0 AS bit), @copies), (CAST(1 AS bit), @tests)) AS kind (is_test, wanted)
        CROSS APPLY (SELECT COUNT(*) AS busy FROM busy WHERE busy.is_test = kind.is_test) b
    ),
    lanes AS (
        SELECT kinds.is_test, kinds.room, lane.*
        FROM kinds
        CROSS APPLY (
            SELECT TOP (CASE WHEN kinds.room > 0 THEN kinds.room ELSE 0 END)
                l.customer_id, l.source_host, l.served_at, @per_host - COALESCE(h.busy, 0) AS host_room, @per_customer - COALESCE(c.busy, 0) AS customer_room
            FROM work_lanes l
            LEFT JOIN hosts h ON h.is_test = l.is_test AND h.source_host = l.source_host
            LEFT JOIN customers c ON c.is_test = l.is_test AND c.customer_id = l.customer_id
            WHERE l.is_test = kinds.is_test AND COALESCE(h.busy, 0) < @per_host AND COALESCE(c.busy, 0) < @per_customer
                AND EXISTS (
                    SELECT 1 FROM work_items w
                    WHERE w.customer_id = l.customer_id AND w.is_test = l.is_test AND w.source_host = l.source_host AND w.worker IS NULL AND w.ready_at <= @now
                        AND NOT EXISTS (SELECT 1 FROM work_items b WHERE b.target = w.target AND b.worker IS NOT NULL AND b.target IS NOT NULL))
            ORDER BY l.served_at, l.customer_id
        ) lane
    ),
    candidates AS (
        SELECT lanes.*, item.*
        FROM lanes
        CROSS APPLY (
            SELECT TOP (CASE WHEN lanes.room < lanes.host_room THEN lanes.room ELSE lanes.host_room END) w.resource_id, w.step, w.target, w.ready_at
            FROM work_items w WITH (UPDLOCK, ROWLOCK, READPAST)
            WHERE w.customer_id = lanes.customer_id AND w.is_test = lanes.is_test AND w.source_host = lanes.source_host AND w.worker IS NULL AND w.ready_at <= @now
                AND NOT EXISTS (SELECT 1 FROM work_items b WHERE b.target = w.target AND b.worker IS NOT NULL AND b.target IS NOT NULL)
            ORDER BY w.ready_at, w.resource_id
        ) item
    ),
    turns AS (
        SELECT *,
            ROW_NUMBER() OVER (PARTITION BY is_test, customer_id ORDER BY ready_at, resource_id) AS of_customer,
            ROW_NUMBER() OVER (PARTITION BY target ORDER BY ready_at, resource_id) AS of_target
        FROM candidates
    ),
    fair AS (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY is_test, source_host ORDER BY of_customer, served_at, customer_id) AS of_host
        FROM turns
        WHERE of_customer <= customer_room AND (target IS NULL OR of_target = 1)
    ),
    chosen AS (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY is_test ORDER BY of_customer, served_at, customer_id) AS place FROM fair WHERE of_host <= host_room
    )
    UPDATE w SET worker = @worker, lease_until = DATEADD(millisecond, @lease * 1000, @now)
    OUTPUT inserted.resource_id, inserted.step, inserted.customer_id, inserted.is_test INTO @claimed
    FROM work_items w JOIN chosen ON chosen.resource_id = w.resource_id AND chosen.step = w.step
    WHERE chosen.place <= chosen.room;

    UPDATE l SET served_at = DATEDIFF_BIG(microsecond, '2000-01-01', SYSUTCDATETIME()) * 10
    FROM work_lanes l
    WHERE EXISTS (SELECT 1 FROM @claimed c WHERE c.customer_id = l.customer_id AND c.is_test = l.is_test);
END;
COMMIT;
SELECT resource_id, step FROM @claimed ORDER BY is_test DESC, resource_id;
