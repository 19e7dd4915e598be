-- Runs that come in at the same time change the lane's and the turn's number, by which these are left alone.
DELETE FROM work_lanes l
USING (
    SELECT customer_id, is_test, source_host, filled FROM work_lanes e
    WHERE NOT EXISTS (
        SELECT FROM work_items w WHERE w.customer_id = e.customer_id AND w.is_test = e.is_test AND w.source_host = e.source_host AND w.worker IS NULL)
) empty
WHERE l.customer_id = empty.customer_id AND l.is_test = empty.is_test AND l.source_host = empty.source_host AND l.filled = empty.filled;
DELETE FROM work_turns t
USING (
    SELECT customer_id, is_test, filled FROM work_turns e
    WHERE NOT EXISTS (SELECT FROM work_lanes l WHERE l.customer_id = e.customer_id AND l.is_test = e.is_test)
) empty
WHERE t.customer_id = empty.customer_id AND t.is_test = empty.is_test AND t.filled = empty.filled;
-- Lanes that an older version has made have no turn yet.
INSERT INTO work_turns (customer_id, is_test, served_at, filled)
SELECT DISTINCT customer_id, is_test, 0, 0 FROM work_lanes
ON CONFLICT DO NOTHING;
