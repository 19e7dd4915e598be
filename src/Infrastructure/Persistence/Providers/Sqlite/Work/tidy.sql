DELETE FROM work_lanes
WHERE NOT EXISTS (
    SELECT 1 FROM work_items w
    WHERE w.customer_id = work_lanes.customer_id AND w.is_test = work_lanes.is_test AND w.source_host = work_lanes.source_host AND w.worker IS NULL);
DELETE FROM work_turns
WHERE NOT EXISTS (SELECT 1 FROM work_lanes l WHERE l.customer_id = work_turns.customer_id AND l.is_test = work_turns.is_test);
-- Lanes that an older version has made have no turn yet.
INSERT INTO work_turns (customer_id, is_test, served_at, filled)
SELECT DISTINCT customer_id, is_test, 0, 0 FROM work_lanes
WHERE TRUE
ON CONFLICT DO NOTHING;
