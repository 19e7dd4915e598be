SELECT status AS name, step, cancelled_at IS NOT NULL, paused_at IS NOT NULL FROM migrations WHERE id = @migration_id;
