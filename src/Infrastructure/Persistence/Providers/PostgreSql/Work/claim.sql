-- One claim at a time, so that limits are exact. The statements leave in one message and are one transaction, which the server ends by itself:
-- a client that freezes holds nothing.
SELECT pg_advisory_xact_lock(20261126);
WITH busy AS MATERIALIZED (
    SELECT is_test, customer_id, source_host FROM work_items WHERE lease_until IS NOT NULL
),
hosts AS (
    SELECT is_test, source_host, count(*) AS busy FROM busy GROUP BY is_test, source_host
),
customers AS (
    SELECT is_test, customer_id, count(*) AS busy FROM busy GROUP BY is_test, customer_id
),
kinds AS (
    SELECT kind.is_test, LEAST(kind.wanted, @to_destination - (SELECT count(*) FROM busy WHERE busy.is_test = kind.is_test)) AS room
    FROM (VALUES (FALSE, @copies), (TRUE, @tests)) AS kind (is_test, wanted)
),
lanes AS MATERIALIZED (
    SELECT kinds.is_test, kinds.room, lane.*
    FROM kinds
    CROSS JOIN LATERAL (
        SELECT l.customer_id, l.source_host, l.served_at, @per_host - coalesce(h.busy, 0) AS host_room, @per_customer - coalesce(c.busy, 0) AS customer_room
        FROM work_lanes l
        LEFT JOIN hosts h ON h.is_test = l.is_test AND h.source_host = l.source_host
        LEFT JOIN customers c ON c.is_test = l.is_test AND c.customer_id = l.customer_id
        WHERE l.is_test = kinds.is_test AND kinds.room > 0 AND coalesce(h.busy, 0) < @per_host AND coalesce(c.busy, 0) < @per_customer
            AND EXISTS (
                SELECT FROM work_items w
                WHERE w.customer_id = l.customer_id AND w.is_test = l.is_test AND w.source_host = l.source_host AND w.worker IS NULL AND w.ready_at <= now()
                    AND NOT EXISTS (SELECT FROM work_items b WHERE b.target = w.target AND b.worker IS NOT NULL AND b.target IS NOT NULL))
        ORDER BY l.served_at, l.customer_id
        LIMIT GREATEST(kinds.room, 0)
    ) lane
),
candidates AS (
    SELECT lanes.*, item.*
    FROM lanes
    CROSS JOIN LATERAL (
        SELECT w.resource_id, w.step, w.target, w.ready_at
        FROM work_items w
        WHERE w.customer_id = lanes.customer_id AND w.is_test = lanes.is_test AND w.source_host = lanes.source_host AND w.worker IS NULL AND w.ready_at <= now()
            AND NOT EXISTS (SELECT FROM work_items b WHERE b.target = w.target AND b.worker IS NOT NULL AND b.target IS NOT NULL)
        ORDER BY w.ready_at, w.resource_id
        LIMIT LEAST(lanes.room, lanes.host_room, lanes.customer_room)
        FOR UPDATE OF w SKIP LOCKED
    ) item
),
turns AS (
    SELECT *,
        row_number() OVER (PARTITION BY is_test, customer_id ORDER BY ready_at, resource_id) AS of_customer,
        row_number() OVER (PARTITION BY target ORDER BY ready_at, resource_id) AS of_target
    FROM candidates
),
fair AS (
    SELECT *, row_number() OVER (PARTITION BY is_test, source_host ORDER BY of_customer, served_at, customer_id) AS of_host
    FROM turns
    WHERE of_customer <= customer_room AND (target IS NULL OR of_target = 1)
),
chosen AS (
    SELECT *, row_number() OVER (PARTITION BY is_test ORDER BY of_customer, served_at, customer_id) AS place FROM fair WHERE of_host <= host_room
),
claimed AS (
    UPDATE work_items w SET worker = @worker, lease_until = now() + @lease * interval '1 second'
    FROM chosen
    WHERE w.resource_id = chosen.resource_id AND w.step = chosen.step AND chosen.place <= chosen.room
    RETURNING w.resource_id, w.step, w.customer_id, w.is_test, chosen.place
),
served AS (
    UPDATE work_lanes l SET served_at = (extract(epoch FROM clock_timestamp()) * 10000000)::bigint
    WHERE (l.customer_id, l.is_test) IN (SELECT customer_id, is_test FROM claimed)
)
SELECT resource_id, step FROM claimed ORDER BY is_test DESC, place;
