using Hosting.Migrations.Infrastructure;
using Npgsql;

namespace Hosting.Migrations.Benchmarks.Workers;

/// <summary>Fills the database with migrations whose runs wait, as uploads would, but faster.</summary>
internal sealed class Backlog(NpgsqlDataSource database, string sealedPassword)
{
    private const string Clear =
        """
        TRUNCATE work_items, work_lanes, work_turns, work_duties, migration_runs, migration_resources, migration_events, migrations, customers, migration_counts, migration_month_counts CASCADE
        """;

    private const string Fill =
        """
        INSERT INTO customers (code, name, created_at)
        SELECT 'C' || n, 'Customer ' || n, now() FROM generate_series(@first, @first + @customers - 1) n;

        INSERT INTO migrations (customer_id, owner, code, csv_file_name, original_csv_file_name, csv_file_size, preset, status, step, resources_has_errors,
            admin_first_execution_override, admin_second_execution_override, resource_count, execute_now, created_at, updated_at, first_execution_date, revision, searchable_text)
        SELECT c.id, c.code, 'MG' || lpad((@first * 1000 + n)::text, 8, '0'), 'a.csv', 'a.csv', 100, 'standard_ssl', 'running', 'first_execution', FALSE,
            FALSE, FALSE, @rows, FALSE, now(), now(), now(), 1, ''
        FROM generate_series(0, @migrations - 1) n
        JOIN (SELECT id, code, row_number() OVER (ORDER BY id) - 1 AS place FROM customers WHERE substr(code, 2)::int >= @first) c ON c.place = n % @customers;

        INSERT INTO migration_resources (migration_id, code, "row", local_email, remote_server, remote_username, sealed_password, status, created_at, updated_at)
        SELECT m.id, m.code || '-' || r, r, 'u' || m.id || '-' || r || '@example.com', 'imap' || (m.id % 5000) || '.example.net', 'u' || r, @sealed, 'success', now(), now()
        FROM migrations m CROSS JOIN generate_series(1, @rows) r WHERE m.id > @after;

        INSERT INTO migration_runs (resource_id, step, status, started_at, finished_at, attempts, crashes, is_waiting, bytes_per_second, progress_folders, progress_messages_total,
            progress_messages_copied, progress_messages_skipped, progress_messages_failed, progress_bytes_copied, progress_messages_left_out, progress_messages_missing)
        SELECT r.id, 'test_run', 'success', now(), now(), 1, 0, FALSE, 0, 0, 0, 0, 0, 0, 0, 0, 0
        FROM migration_resources r WHERE r.migration_id > @after;

        INSERT INTO work_items (resource_id, step, migration_id, customer_id, is_test, source_host, target, ready_at)
        SELECT r.id, 'first_execution', m.id, m.customer_id, FALSE, 'imap' || (m.id % 5000) || '.example.net', encode(sha256(r.local_email::bytea), 'hex'), now()
        FROM migration_resources r JOIN migrations m ON m.id = r.migration_id WHERE m.id > @after;

        INSERT INTO work_lanes (customer_id, is_test, source_host, served_at, filled)
        SELECT DISTINCT customer_id, is_test, source_host, 0, 0 FROM work_items
        ON CONFLICT DO NOTHING;

        INSERT INTO work_turns (customer_id, is_test, served_at, filled)
        SELECT DISTINCT customer_id, is_test, 0, 0 FROM work_items
        ON CONFLICT DO NOTHING;
        """;

    private const string Crowd =
        """
        UPDATE work_items SET source_host = 'imap.full.example.net' WHERE customer_id NOT IN (SELECT id FROM customers ORDER BY id DESC LIMIT @except);
        UPDATE work_lanes SET source_host = 'imap.full.example.net' WHERE customer_id NOT IN (SELECT id FROM customers ORDER BY id DESC LIMIT @except);
        UPDATE work_turns SET served_at = CASE WHEN customer_id IN (SELECT id FROM customers ORDER BY id DESC LIMIT @except) THEN 2 ELSE 1 END
        """;

    private int _customers;

    public Task ClearAsync(CancellationToken cancellationToken)
    {
        _customers = 0;
        return ExecuteAsync(Clear, [], cancellationToken);
    }

    /// <summary>Adds customers with migrations of some mailboxes each, all of which wait for their first execution.</summary>
    public async Task AddAsync(int customers, int migrations, int rows, CancellationToken cancellationToken)
    {
        var after = await ScalarAsync<long>("SELECT coalesce(max(id), 0) FROM migrations", cancellationToken);
        await ExecuteAsync(
            Fill,
            [("first", _customers + 1), ("customers", customers), ("migrations", migrations), ("rows", rows), ("sealed", sealedPassword), ("after", after)],
            cancellationToken);
        _customers += customers;
        await ExecuteAsync("VACUUM (ANALYZE)", [], cancellationToken);
    }

    /// <summary>Puts the runs of all customers but the last ones behind one source host, and those customers first.</summary>
    public async Task CrowdAsync(int exceptCustomers, CancellationToken cancellationToken)
    {
        await ExecuteAsync(Crowd, [("except", exceptCustomers)], cancellationToken);
        await ExecuteAsync("VACUUM (ANALYZE)", [], cancellationToken);
    }

    /// <summary>How many first executions have come to their end.</summary>
    public Task<long> CountDoneAsync(CancellationToken cancellationToken) =>
        ScalarAsync<long>("SELECT count(*) FROM migration_runs WHERE step = 'first_execution' AND status <> 'running'", cancellationToken);

    /// <summary>How many statements the server has run for its clients, those that count them left out.</summary>
    public async Task<long> CountStatementsAsync(CancellationToken cancellationToken) => (long)await ScalarAsync<decimal>(
        "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%' AND query !~* '^(begin|commit|vacuum)'", cancellationToken);

    /// <summary>The statements of this benchmark that have taken the most time, which are counted anew then.</summary>
    public async Task<List<string>> FindSlowestAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            SELECT calls || E'\t' || round(total_exec_time) || E'\t' || left(regexp_replace(query, '\s+', ' ', 'g'), 150)
            FROM pg_stat_statements WHERE query NOT LIKE '%generate_series%' ORDER BY total_exec_time DESC LIMIT 15
            """);
        var slowest = new List<string>();
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                slowest.Add(rows.GetString(0));
            }
        }

        await ExecuteAsync("SELECT pg_stat_statements_reset()", [], cancellationToken);
        return slowest;
    }

    /// <summary>How PostgreSQL does a claim, which is taken back.</summary>
    /// <param name="size">For how many copies, and as many tests.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<List<string>> ExplainClaimAsync(int size, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(typeof(DependencyInjection).Assembly.GetManifestResourceStream("PostgreSql.Work.claim.sql")!);
        var statements = (await reader.ReadToEndAsync(cancellationToken)).Split(";\n", StringSplitOptions.RemoveEmptyEntries);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var prepare = new NpgsqlCommand(statements[0], connection))
        {
            await prepare.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var explain = new NpgsqlCommand($"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {statements[1]}", connection);
        explain.Parameters.AddWithValue("worker", "benchmark");
        foreach (var (name, value) in new (string, long)[]
            { ("lease", 30), ("copies", size), ("tests", size), ("per_host", 1000), ("per_customer", 1000), ("to_destination", 10_000) })
        {
            explain.Parameters.AddWithValue(name, value);
        }

        var plan = new List<string>();
        await using var rows = await explain.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            plan.Add(rows.GetString(0));
        }

        return plan;
    }

    /// <summary>Adds a migration of a customer of its own, as an upload does that is to be executed at once.</summary>
    /// <param name="number">Tells it from others, 0 to 999,999.</param>
    /// <param name="preset">Its preset.</param>
    /// <param name="server">The source.</param>
    /// <param name="addresses">The mailboxes, each called by its address at both sides.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its key.</returns>
    public async Task<long> UploadAsync(int number, string preset, string server, IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            WITH customer AS (
                INSERT INTO customers (code, name, created_at) VALUES ('IDLE' || @number, 'idle', now()) RETURNING id, code
            ),
            migration AS (
                INSERT INTO migrations (customer_id, owner, code, csv_file_name, original_csv_file_name, csv_file_size, preset, status, step, resources_has_errors,
                    admin_first_execution_override, admin_second_execution_override, resource_count, execute_now, created_at, updated_at, revision, searchable_text)
                SELECT id, code, 'MG' || lpad((99000000 + @number)::text, 8, '0'), 'a.csv', 'a.csv', 100, @preset, 'validating', 'test_run', FALSE,
                    FALSE, FALSE, cardinality(@addresses), TRUE, now(), now(), 1, ''
                FROM customer RETURNING id, code
            ),
            resource AS (
                INSERT INTO migration_resources (migration_id, code, "row", local_email, remote_server, remote_username, sealed_password, status, created_at, updated_at)
                SELECT id, code || '-' || place, place, address, @server, address, @sealed, 'pending', now(), now()
                FROM migration CROSS JOIN unnest(@addresses) WITH ORDINALITY AS given (address, place)
            )
            SELECT id FROM migration
            """);
        command.Parameters.AddWithValue("number", number);
        command.Parameters.AddWithValue("preset", preset);
        command.Parameters.AddWithValue("addresses", addresses.ToArray());
        command.Parameters.AddWithValue("server", server);
        command.Parameters.AddWithValue("sealed", sealedPassword);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>How many first executions have ended well.</summary>
    public Task<long> CountSuccessesAsync(CancellationToken cancellationToken) =>
        ScalarAsync<long>("SELECT count(*) FROM migration_runs WHERE step = 'first_execution' AND status = 'success'", cancellationToken);

    /// <summary>Whether a run of a migration has begun.</summary>
    public async Task<bool> HasBegunAsync(long migrationId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT EXISTS (SELECT FROM migration_runs r JOIN migration_resources m ON m.id = r.resource_id WHERE m.migration_id = @id)");
        command.Parameters.AddWithValue("id", migrationId);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task ExecuteAsync(string sql, (string Name, object Value)[] parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        foreach (var statement in sql.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 600 };
            foreach (var (name, value) in parameters.Where(parameter => statement.Contains($"@{parameter.Name}", StringComparison.Ordinal)))
            {
                command.Parameters.AddWithValue(name, value);
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
