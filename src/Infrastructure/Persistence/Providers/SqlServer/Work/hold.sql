-- Others may hold it too; whoever changes the migration waits.
SELECT status AS name, step, CASE WHEN cancelled_at IS NULL THEN 0 ELSE 1 END, CASE WHEN paused_at IS NULL THEN 0 ELSE 1 END
FROM migrations WITH (REPEATABLEREAD, ROWLOCK) WHERE id = @migration_id;
