-- In an immediate transaction of the one process that uses the file. Times are ticks of 100 ns.
WITH busy AS MATERIALIZED (
    -- What nobody has taken over for so long is nobody's, such as a step that only a newer version knows.
    SELECT is_test, customer_id, source_host FROM work_items WHERE lease_until > @now - @lease * 10000000
),
hosts AS (
    SELECT is_test, source_host, count(*) AS busy FROM busy GROUP BY is_test, source_host
),
busy_customers AS (
    SELECT is_test, customer_id, count(*) AS busy FROM busy GROUP BY is_test, customer_id
),
kinds AS (
    SELECT 0 AS is_test, min(@copies, @to_destination - (SELECT count(*) FROM busy WHERE is_test = 0)) AS room
    WHERE NOT EXISTS (SELECT 1 FROM work_pauses WHERE source_host = '')
    UNION ALL
    SELECT 1, min(@tests, @to_destination - (SELECT count(*) FROM busy WHERE is_test = 1))
    WHERE NOT EXISTS (SELECT 1 FROM work_pauses WHERE source_host = '')
),
open_lanes AS MATERIALIZED (
    SELECT l.customer_id, l.is_test, l.source_host, l.served_at AS lane_served_at, @per_host - coalesce(h.busy, 0) AS host_room
    FROM work_lanes l
    LEFT JOIN hosts h ON h.is_test = l.is_test AND h.source_host = l.source_host
    WHERE coalesce(h.busy, 0) < @per_host AND NOT EXISTS (SELECT 1 FROM work_pauses p WHERE p.source_host = l.source_host)
        AND EXISTS (
            SELECT 1 FROM work_items w
            WHERE w.customer_id = l.customer_id AND w.is_test = l.is_test AND w.source_host = l.source_host AND w.worker IS NULL AND w.ready_at <= @now
                AND NOT EXISTS (SELECT 1 FROM work_items b WHERE b.target = w.target AND b.worker IS NOT NULL AND b.target IS NOT NULL))
),
turns AS MATERIALIZED (
    SELECT *, (room * weight + sum(weight) OVER (PARTITION BY is_test) - 1) / sum(weight) OVER (PARTITION BY is_test) AS share
    FROM (
        SELECT t.customer_id, t.is_test, t.served_at, coalesce((SELECT weight FROM customers WHERE id = t.customer_id), 1) AS weight, kinds.room, @per_customer - coalesce(c.busy, 0) AS customer_room,
            row_number() OVER (PARTITION BY t.is_test ORDER BY t.served_at, t.customer_id) AS turn
        FROM work_turns t
        JOIN kinds ON kinds.is_test = t.is_test AND kinds.room > 0
        LEFT JOIN busy_customers c ON c.is_test = t.is_test AND c.customer_id = t.customer_id
        WHERE coalesce(c.busy, 0) < @per_customer AND EXISTS (SELECT 1 FROM open_lanes l WHERE l.customer_id = t.customer_id AND l.is_test = t.is_test)
    ) WHERE turn <= room
),
lanes AS MATERIALIZED (
    SELECT * FROM (
        SELECT turns.*, l.source_host, l.host_room, row_number() OVER (PARTITION BY l.customer_id, l.is_test ORDER BY l.lane_served_at) AS place
        FROM turns JOIN open_lanes l ON l.customer_id = turns.customer_id AND l.is_test = turns.is_test
    ) WHERE place <= share
),
candidates AS (
    SELECT lanes.customer_id, lanes.is_test, lanes.source_host, lanes.served_at, lanes.weight, lanes.room, lanes.host_room, lanes.customer_room,
        w.resource_id, w.step, w.target, w.ready_at
    FROM lanes
    JOIN work_items w ON w.rowid IN (
        SELECT x.rowid FROM work_items x
        WHERE x.customer_id = lanes.customer_id AND x.is_test = lanes.is_test AND x.source_host = lanes.source_host AND x.worker IS NULL AND x.ready_at <= @now
            AND NOT EXISTS (SELECT 1 FROM work_items b WHERE b.target = x.target AND b.worker IS NOT NULL AND b.target IS NOT NULL)
        ORDER BY x.ready_at, x.resource_id
        LIMIT max(@copies, @tests))
),
queued AS (
    SELECT *,
        row_number() OVER (PARTITION BY is_test, customer_id ORDER BY ready_at, resource_id) AS of_customer,
        (row_number() OVER (PARTITION BY is_test, customer_id ORDER BY ready_at, resource_id) + weight - 1) / weight AS round,
        row_number() OVER (PARTITION BY target ORDER BY ready_at, resource_id) AS of_target
    FROM candidates
),
fair AS (
    SELECT *, row_number() OVER (PARTITION BY is_test, source_host ORDER BY round, served_at, customer_id) AS of_host
    FROM queued
    WHERE of_customer <= customer_room AND (target IS NULL OR of_target = 1)
),
chosen AS (
    SELECT *, row_number() OVER (PARTITION BY is_test ORDER BY round, served_at, customer_id) AS place FROM fair WHERE of_host <= host_room
)
UPDATE work_items SET worker = @worker, lease_until = @now + @lease * 10000000
WHERE (resource_id, step) IN (SELECT resource_id, step FROM chosen WHERE place <= room)
RETURNING resource_id, step;
UPDATE work_lanes SET served_at = @now
WHERE EXISTS (
    SELECT 1 FROM work_items w
    WHERE w.customer_id = work_lanes.customer_id AND w.is_test = work_lanes.is_test AND w.source_host = work_lanes.source_host
        AND w.worker = @worker AND w.lease_until = @now + @lease * 10000000);
UPDATE work_turns SET served_at = CASE
    WHEN work_turns.served_at = 0 OR c.runs >= c.weight THEN @now
    ELSE work_turns.served_at + (@now - work_turns.served_at) * c.runs / c.weight END
FROM (
    SELECT w.customer_id, w.is_test, count(*) AS runs, coalesce(max(owner.weight), 1) AS weight
    FROM work_items w LEFT JOIN customers owner ON owner.id = w.customer_id
    WHERE w.worker = @worker AND w.lease_until = @now + @lease * 10000000
    GROUP BY w.customer_id, w.is_test
) c
WHERE c.customer_id = work_turns.customer_id AND c.is_test = work_turns.is_test;
