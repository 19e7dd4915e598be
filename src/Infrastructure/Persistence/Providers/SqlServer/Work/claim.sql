-- One claim at a time, so that limits are exact. The whole batch is one message and one transaction, which the server ends by itself: a client
-- that freezes holds nothing. Turns and lanes are looked at in their order until enough are found, however many wait behind them.
SET NOCOUNT, XACT_ABORT ON;
DECLARE @claimed TABLE (resource_id bigint, step nvarchar(32) COLLATE Latin1_General_100_BIN2, customer_id bigint, is_test bit, source_host nvarchar(200) COLLATE Latin1_General_100_BIN2);
DECLARE @locked int;
DECLARE @moment datetimeoffset = TODATETIMEOFFSET(SYSUTCDATETIME(), 0);
BEGIN TRANSACTION;
EXEC @locked = sp_getapplock @Resource = 'hosting_migrations_claim', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 5000;
IF @locked >= 0
BEGIN
    WITH busy AS (
        -- What nobody has taken over for so long is nobody's, such as a step that only a newer version knows.
        SELECT is_test, customer_id, source_host FROM work_items WHERE lease_until > DATEADD(millisecond, -@lease * 1000, TODATETIMEOFFSET(SYSUTCDATETIME(), 0))
    ),
    hosts AS (
        SELECT is_test, source_host, @per_host - COUNT(*) AS room FROM busy GROUP BY is_test, source_host
    ),
    busy_customers AS (
        SELECT is_test, customer_id, @per_customer - COUNT(*) AS room FROM busy GROUP BY is_test, customer_id
    ),
    kinds AS (
        SELECT kind.is_test, CASE WHEN kind.wanted < @to_destination - b.busy THEN kind.wanted ELSE @to_destination - b.busy END AS room
        FROM (VALUES (CAST(0 AS bit), @copies), (CAST(1 AS bit), @tests)) AS kind (is_test, wanted)
        CROSS APPLY (SELECT COUNT(*) AS busy FROM busy WHERE busy.is_test = kind.is_test) b
        WHERE NOT EXISTS (SELECT 1 FROM work_pauses WHERE source_host = '')
    ),
    turns AS (
        SELECT kinds.is_test, kinds.room, turn.customer_id, turn.served_at, turn.customer_room, turn.weight,
            (kinds.room * turn.weight + SUM(turn.weight) OVER (PARTITION BY kinds.is_test) - 1) / SUM(turn.weight) OVER (PARTITION BY kinds.is_test) AS share
        FROM kinds
        CROSS APPLY (
            SELECT TOP (CASE WHEN kinds.room > 0 THEN kinds.room ELSE 0 END)
                t.customer_id, t.served_at, COALESCE(c.room, @per_customer) AS customer_room, COALESCE(owner.weight, 1) AS weight
            FROM work_turns t
            LEFT JOIN customers owner ON owner.id = t.customer_id
            LEFT JOIN busy_customers c ON c.is_test = t.is_test AND c.customer_id = t.customer_id
            WHERE t.is_test = kinds.is_test AND COALESCE(c.room, @per_customer) > 0
                AND EXISTS (
                    SELECT 1 FROM work_lanes l
                    WHERE l.customer_id = t.customer_id AND l.is_test = t.is_test
                        AND NOT EXISTS (SELECT 1 FROM hosts h WHERE h.is_test = l.is_test AND h.source_host = l.source_host AND h.room <= 0)
                        AND NOT EXISTS (SELECT 1 FROM work_pauses p WHERE p.source_host = l.source_host)
                        AND EXISTS (
                            SELECT 1 FROM work_items w
                            WHERE w.customer_id = l.customer_id AND w.is_test = l.is_test AND w.source_host = l.source_host AND w.worker IS NULL AND w.ready_at <= @moment
                                AND NOT EXISTS (SELECT 1 FROM work_items b WHERE b.target = w.target AND b.worker IS NOT NULL AND b.target IS NOT NULL)))
            ORDER BY t.served_at
        ) turn
    ),
    lanes AS (
        SELECT turns.*, lane.source_host, lane.host_room
        FROM turns
        CROSS APPLY (
            SELECT TOP (turns.share) l.source_host, COALESCE(h.room, @per_host) AS host_room
            FROM work_lanes l
            LEFT JOIN hosts h ON h.is_test = l.is_test AND h.source_host = l.source_host
            WHERE l.customer_id = turns.customer_id AND l.is_test = turns.is_test AND COALESCE(h.room, @per_host) > 0
                AND NOT EXISTS (SELECT 1 FROM work_pauses p WHERE p.source_host = l.source_host)
                AND EXISTS (
                    SELECT 1 FROM work_items w
                    WHERE w.customer_id = l.customer_id AND w.is_test = l.is_test AND w.source_host = l.source_host AND w.worker IS NULL AND w.ready_at <= @moment
                        AND NOT EXISTS (SELECT 1 FROM work_items b WHERE b.target = w.target AND b.worker IS NOT NULL AND b.target IS NOT NULL))
            ORDER BY l.served_at
        ) lane
    ),
    candidates AS (
        SELECT lanes.*, item.*
        FROM lanes
        CROSS APPLY (
            SELECT TOP (CASE WHEN lanes.share < lanes.host_room THEN lanes.share ELSE lanes.host_room END) w.resource_id, w.step, w.target, w.ready_at
            FROM work_items w WITH (UPDLOCK, ROWLOCK, READPAST)
            WHERE w.customer_id = lanes.customer_id AND w.is_test = lanes.is_test AND w.source_host = lanes.source_host AND w.worker IS NULL AND w.ready_at <= @moment
                AND NOT EXISTS (SELECT 1 FROM work_items b WHERE b.target = w.target AND b.worker IS NOT NULL AND b.target IS NOT NULL)
            ORDER BY w.ready_at, w.resource_id
        ) item
    ),
    queued AS (
        SELECT *,
            ROW_NUMBER() OVER (PARTITION BY is_test, customer_id ORDER BY ready_at, resource_id) AS of_customer,
            (ROW_NUMBER() OVER (PARTITION BY is_test, customer_id ORDER BY ready_at, resource_id) + weight - 1) / weight AS [round],
            ROW_NUMBER() OVER (PARTITION BY target ORDER BY ready_at, resource_id) AS of_target
        FROM candidates
    ),
    fair AS (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY is_test, source_host ORDER BY [round], served_at, customer_id) AS of_host
        FROM queued
        WHERE of_customer <= customer_room AND (target IS NULL OR of_target = 1)
    ),
    chosen AS (
        SELECT *, ROW_NUMBER() OVER (PARTITION BY is_test ORDER BY [round], served_at, customer_id) AS place FROM fair WHERE of_host <= host_room
    )
    UPDATE w SET worker = @worker, lease_until = DATEADD(millisecond, @lease * 1000, @moment)
    OUTPUT inserted.resource_id, inserted.step, inserted.customer_id, inserted.is_test, inserted.source_host INTO @claimed
    FROM work_items w JOIN chosen ON chosen.resource_id = w.resource_id AND chosen.step = w.step
    WHERE chosen.place <= chosen.room
    OPTION (LOOP JOIN);

    DECLARE @served bigint = DATEDIFF_BIG(microsecond, '2000-01-01', SYSUTCDATETIME()) * 10;
    UPDATE l SET served_at = @served
    FROM work_lanes l
    WHERE EXISTS (SELECT 1 FROM @claimed c WHERE c.customer_id = l.customer_id AND c.is_test = l.is_test AND c.source_host = l.source_host);
    UPDATE t SET served_at = CASE
        WHEN t.served_at = 0 OR c.runs >= c.weight THEN @served
        ELSE t.served_at + (@served - t.served_at) * c.runs / c.weight END
    FROM work_turns t
    JOIN (
        SELECT s.customer_id, s.is_test, COUNT(*) AS runs, COALESCE(MAX(owner.weight), 1) AS weight
        FROM @claimed s LEFT JOIN customers owner ON owner.id = s.customer_id
        GROUP BY s.customer_id, s.is_test
    ) c ON c.customer_id = t.customer_id AND c.is_test = t.is_test;
END;
COMMIT;
SELECT resource_id, step FROM @claimed ORDER BY is_test DESC, resource_id;
