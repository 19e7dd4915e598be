-- Runs that come in at the same time change the lane's number, by which it is left alone.
DELETE FROM work_lanes l
USING (
    SELECT customer_id, is_test, source_host, filled FROM work_lanes e
    WHERE NOT EXISTS (
        SELECT FROM work_items w WHERE w.customer_id = e.customer_id AND w.is_test = e.is_test AND w.source_host = e.source_host AND w.worker IS NULL)
) empty
WHERE l.customer_id = empty.customer_id AND l.is_test = empty.is_test AND l.source_host = empty.source_host AND l.filled = empty.filled;
