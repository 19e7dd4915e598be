DELETE FROM work_lanes
WHERE NOT EXISTS (
    SELECT 1 FROM work_items w
    WHERE w.customer_id = work_lanes.customer_id AND w.is_test = work_lanes.is_test AND w.source_host = work_lanes.source_host AND w.worker IS NULL);
