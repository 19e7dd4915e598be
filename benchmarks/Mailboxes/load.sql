-- 50 mailboxes a migration, 250 migrations a hundredth of all at the least, five migrations a customer. One run for each mailbox that failed: the search looks at
-- no other.
INSERT INTO customers (code, name, created_at, weight, folded_code)
SELECT 'C' || n, 'Customer ' || n, now(), 1, 'C' || n FROM generate_series(1, greatest(1, @mailboxes / 250)) n;

INSERT INTO migrations (customer_id, owner, code, csv_file_name, original_csv_file_name, csv_file_size, preset, status, step, resources_has_errors,
    admin_first_execution_override, admin_second_execution_override, resource_count, execute_now, created_at, updated_at, last_row, searchable_text, revision)
SELECT customer.id, customer.code, 'MG' || lpad(n::text, 8, '0'), 'a.csv', 'a.csv', 3200, 'standard_ssl', 'completed', 'first_execution', FALSE,
    FALSE, FALSE, 50, FALSE, now() - interval '1 second' * (@mailboxes / 50 - n), now(), 50, 'MG' || lpad(n::text, 8, '0'), 1
FROM generate_series(1, @mailboxes / 50) n
JOIN customers customer ON customer.code = 'C' || (1 + n * 7919 % greatest(1, @mailboxes / 250));

DROP INDEX ix_migration_resources_search_grams;

INSERT INTO migration_resources (migration_id, code, "row", local_email, remote_server, remote_username, status, created_at, updated_at)
SELECT migration.id, migration.code || '-' || r, r,
    (ARRAY['info', 'sales', 'anna', 'nora', 'office', 'support', 'k.novak', 'billing'])[1 + number % 8] || number || '@' || lower(migration.owner) || '.example',
    CASE WHEN number <= @mailboxes / 100 THEN 'imap.early.example'
        ELSE (ARRAY['imap.old-host.example', 'mail.legacy.example:993', 'imap.isp.example:143', '192.0.2.25'])[1 + number % 4] END,
    (ARRAY['info', 'sales', 'anna', 'nora', 'office', 'support', 'k.novak', 'billing'])[1 + number % 8] || number,
    CASE WHEN number % 20 = 7 THEN 'error' ELSE 'success' END, now(), now()
FROM migrations migration, generate_series(1, 50) r, LATERAL (SELECT (substr(migration.code, 3)::bigint - 1) * 50 + r AS number) AS counted
ORDER BY migration.id, r;

INSERT INTO migration_runs (resource_id, step, status, started_at, finished_at, attempts, crashes, is_waiting, bytes_per_second, fault, error, progress_folders,
    progress_messages_total, progress_messages_copied, progress_messages_skipped, progress_messages_failed, progress_bytes_copied, progress_messages_left_out,
    progress_messages_missing)
SELECT id, 'first_execution', 'error', now(), now(), 1, 0, FALSE, 0, CASE WHEN id % 100 = 7 THEN 'quota' ELSE 'auth' END, 'why', 0, 0, 0, 0, 0, 0, 0, 0
FROM migration_resources WHERE status = 'error';
