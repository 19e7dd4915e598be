DELETE l FROM work_lanes l WITH (UPDLOCK, HOLDLOCK)
WHERE NOT EXISTS (
    SELECT 1 FROM work_items w WITH (HOLDLOCK)
    WHERE w.customer_id = l.customer_id AND w.is_test = l.is_test AND w.source_host = l.source_host AND w.worker IS NULL);
