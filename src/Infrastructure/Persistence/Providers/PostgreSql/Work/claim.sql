-- One claim at a time, so that limits are exact. The statements leave in one message and are one transaction, which the server ends by itself:
-- a client that freezes holds nothing. Turns and lanes are looked at in their order until enough are found, however many wait behind them: the
-- planner, which would rather sort all of them, is told not to.
SELECT pg_advisory_xact_lock(20261126),
    set_config('enable_sort', 'off', TRUE), set_config('enable_hashjoin', 'off', TRUE), set_config('enable_mergejoin', 'off', TRUE),
    set_config('enable_seqscan', 'off', TRUE), set_config('enable_bitmapscan', 'off', TRUE), set_config('jit', 'off', TRUE);
WITH RECURSIVE busy AS MATERIALIZED (
    -- What nobody has taken over for so long is nobody's, such as a step that only a newer version knows.
    SELECT is_test, customer_id, source_host FROM work_items WHERE lease_until > now() - @lease * interval '1 second'
),
hosts AS MATERIALIZED (
    SELECT is_test, source_host, @per_host - count(*) AS room FROM busy GROUP BY is_test, source_host
),
busy_customers AS MATERIALIZED (
    SELECT is_test, customer_id, @per_customer - count(*) AS room FROM busy GROUP BY is_test, customer_id
),
full_hosts AS MATERIALIZED (
    SELECT is_test, source_host FROM hosts WHERE room <= 0
    UNION ALL
    SELECT kind.is_test, p.source_host FROM work_pauses p CROSS JOIN (VALUES (FALSE), (TRUE)) AS kind (is_test)
),
full_customers AS MATERIALIZED (
    SELECT is_test, customer_id FROM busy_customers WHERE room <= 0
),
kinds AS MATERIALIZED (
    SELECT kind.is_test, LEAST(CASE WHEN EXISTS (SELECT FROM work_pauses WHERE source_host = '') THEN 0 ELSE kind.wanted END, @to_destination - (SELECT count(*) FROM busy WHERE busy.is_test = kind.is_test)) AS room
    FROM (VALUES (FALSE, @copies), (TRUE, @tests)) AS kind (is_test, wanted)
),
-- The first turns, which are nearly always enough.
first_turns AS MATERIALIZED (
    SELECT kinds.is_test, kinds.room, turn.*
    FROM kinds
    CROSS JOIN LATERAL (
        SELECT t.customer_id, t.served_at
        FROM (SELECT * FROM work_turns WHERE is_test = kinds.is_test AND kinds.room > 0 ORDER BY served_at LIMIT 256 + kinds.room) t
        WHERE (t.is_test, t.customer_id) NOT IN (SELECT is_test, customer_id FROM full_customers)
            AND EXISTS (
                SELECT FROM work_lanes l
                WHERE l.customer_id = t.customer_id AND l.is_test = t.is_test AND (l.is_test, l.source_host) NOT IN (SELECT is_test, source_host FROM full_hosts)
                    AND EXISTS (
                        SELECT FROM work_items w
                        WHERE w.customer_id = l.customer_id AND w.is_test = l.is_test AND w.source_host = l.source_host AND w.worker IS NULL AND w.ready_at <= now()
                            AND NOT EXISTS (SELECT FROM work_items b WHERE b.target = w.target AND b.worker IS NOT NULL AND b.target IS NOT NULL)))
        ORDER BY t.served_at
        LIMIT GREATEST(kinds.room, 0)
    ) turn
),
-- Where they are not, since those customers wait for full hosts: the first lanes of each host that has room, however many customers wait for the others.
crowded AS MATERIALIZED (
    SELECT is_test, room
    FROM kinds
    WHERE room > (SELECT count(*) FROM first_turns f WHERE f.is_test = kinds.is_test)
        AND EXISTS (SELECT FROM work_turns t WHERE t.is_test = kinds.is_test OFFSET 256 + kinds.room)
),
each_host AS (
    SELECT crowded.is_test, crowded.room, (SELECT min(source_host) FROM work_lanes l WHERE l.is_test = crowded.is_test) AS source_host
    FROM crowded
    UNION ALL
    SELECT e.is_test, e.room, (SELECT min(source_host) FROM work_lanes l WHERE l.is_test = e.is_test AND l.source_host > e.source_host)
    FROM each_host e
    WHERE e.source_host IS NOT NULL
),
later_turns AS MATERIALIZED (
    SELECT e.is_test, e.room, t.customer_id, t.served_at
    FROM each_host e
    CROSS JOIN LATERAL (
        SELECT l.customer_id
        FROM work_lanes l
        WHERE l.is_test = e.is_test AND l.source_host = e.source_host AND (l.is_test, l.customer_id) NOT IN (SELECT is_test, customer_id FROM full_customers)
            AND EXISTS (
                SELECT FROM work_items w
                WHERE w.customer_id = l.customer_id AND w.is_test = l.is_test AND w.source_host = l.source_host AND w.worker IS NULL AND w.ready_at <= now()
                    AND NOT EXISTS (SELECT FROM work_items b WHERE b.target = w.target AND b.worker IS NOT NULL AND b.target IS NOT NULL))
        ORDER BY l.served_at
        LIMIT LEAST(e.room, coalesce((SELECT h.room FROM hosts h WHERE h.is_test = e.is_test AND h.source_host = e.source_host), @per_host))
    ) lane
    JOIN work_turns t ON t.is_test = e.is_test AND t.customer_id = lane.customer_id
    WHERE (e.is_test, e.source_host) NOT IN (SELECT is_test, source_host FROM full_hosts)
),
turns AS MATERIALIZED (
    SELECT turn.is_test, turn.room, turn.customer_id, turn.served_at, turn.weight,
        ceil(turn.room::numeric * turn.weight / sum(turn.weight) OVER (PARTITION BY turn.is_test))::bigint AS share,
        LEAST(turn.room, coalesce((SELECT c.room FROM busy_customers c WHERE c.is_test = turn.is_test AND c.customer_id = turn.customer_id), @per_customer)) AS customer_room
    FROM (
        SELECT found.*, coalesce((SELECT c.weight FROM customers c WHERE c.id = found.customer_id), 1) AS weight,
            row_number() OVER (PARTITION BY is_test ORDER BY served_at, customer_id) AS place
        FROM (SELECT * FROM first_turns UNION SELECT * FROM later_turns) found
    ) turn
    WHERE turn.place <= turn.room
),
lanes AS MATERIALIZED (
    SELECT turns.*, lane.source_host,
        coalesce((SELECT h.room FROM hosts h WHERE h.is_test = turns.is_test AND h.source_host = lane.source_host), @per_host) AS host_room
    FROM turns
    CROSS JOIN LATERAL (
        SELECT l.source_host
        FROM work_lanes l
        WHERE l.customer_id = turns.customer_id AND l.is_test = turns.is_test AND (l.is_test, l.source_host) NOT IN (SELECT is_test, source_host FROM full_hosts)
            AND EXISTS (
                SELECT FROM work_items w
                WHERE w.customer_id = l.customer_id AND w.is_test = l.is_test AND w.source_host = l.source_host AND w.worker IS NULL AND w.ready_at <= now()
                    AND NOT EXISTS (SELECT FROM work_items b WHERE b.target = w.target AND b.worker IS NOT NULL AND b.target IS NOT NULL))
        ORDER BY l.served_at
        LIMIT turns.share
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
        LIMIT LEAST(lanes.share, lanes.host_room, lanes.customer_room)
    ) item
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
chosen AS MATERIALIZED (
    SELECT resource_id, step, is_test, customer_id, source_host, room,
        row_number() OVER (PARTITION BY is_test ORDER BY round, served_at, customer_id) AS place
    FROM fair WHERE of_host <= host_room
),
free AS MATERIALIZED (
    SELECT w.resource_id, w.step, chosen.place
    FROM chosen JOIN work_items w ON w.resource_id = chosen.resource_id AND w.step = chosen.step
    WHERE chosen.place <= chosen.room AND w.worker IS NULL
    FOR UPDATE OF w SKIP LOCKED
),
claimed AS (
    UPDATE work_items w SET worker = @worker, lease_until = now() + @lease * interval '1 second'
    FROM free
    WHERE w.resource_id = free.resource_id AND w.step = free.step
    RETURNING w.resource_id, w.step, w.customer_id, w.is_test, w.source_host, free.place
),
served_lanes AS (
    UPDATE work_lanes l SET served_at = (extract(epoch FROM clock_timestamp()) * 10000000)::bigint
    FROM (SELECT DISTINCT customer_id, is_test, source_host FROM claimed) c
    WHERE l.customer_id = c.customer_id AND l.is_test = c.is_test AND l.source_host = c.source_host
    RETURNING 1
),
served_turns AS (
    UPDATE work_turns t SET served_at = CASE
        WHEN t.served_at = 0 OR c.runs >= c.weight THEN c.moment
        ELSE t.served_at + (c.moment - t.served_at) * c.runs / c.weight END
    FROM (
        SELECT s.customer_id, s.is_test, count(*) AS runs, coalesce(max(owner.weight), 1) AS weight, (extract(epoch FROM clock_timestamp()) * 10000000)::bigint AS moment
        FROM claimed s LEFT JOIN customers owner ON owner.id = s.customer_id
        GROUP BY s.customer_id, s.is_test
    ) c
    WHERE t.customer_id = c.customer_id AND t.is_test = c.is_test AND (SELECT count(*) FROM served_lanes) >= 0
)
SELECT resource_id, step FROM claimed ORDER BY is_test DESC, place;
