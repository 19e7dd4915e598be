DELETE l FROM work_lanes l WITH (UPDLOCK, HOLDLOCK)
WHERE NOT EXISTS (
    SELECT 1 FROM work_items w WITH (HOLDLOCK)
    WHERE w.customer_id = l.customer_id AND w.is_test = l.is_test AND w.source_host = l.source_host AND w.worker IS NULL);
DELETE t FROM work_turns t WITH (UPDLOCK, HOLDLOCK)
WHERE NOT EXISTS (SELECT 1 FROM work_lanes l WITH (HOLDLOCK) WHERE l.customer_id = t.customer_id AND l.is_test = t.is_test);
-- Lanes that an older version has made have no turn yet.
INSERT INTO work_turns (customer_id, is_test, served_at, filled)
SELECT DISTINCT l.customer_id, l.is_test, 0, 0 FROM work_lanes l
WHERE NOT EXISTS (SELECT 1 FROM work_turns t WITH (UPDLOCK, HOLDLOCK) WHERE t.customer_id = l.customer_id AND t.is_test = l.is_test);
