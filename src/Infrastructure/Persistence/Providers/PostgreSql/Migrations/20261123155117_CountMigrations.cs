using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class CountMigrations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "migration_counts",
                columns: table => new
                {
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    slot = table.Column<short>(type: "smallint", nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_migration_counts", x => new { x.customer_id, x.slot, x.status });
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 50);

            // Statement by statement, so that a bulk load pays once for many rows. Rows are changed in the order of their key, so that
            // two statements don't wait for each other; the rows of all customers (0) are spread over 16 slots by connection.
            migrationBuilder.Sql("""
                CREATE FUNCTION migrations_count() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP = 'INSERT' THEN
                        INSERT INTO migration_counts AS c (customer_id, slot, status, total, version)
                        SELECT s.scope, CASE WHEN s.scope = 0 THEN pg_backend_pid() % 16 ELSE 0 END, d.status, count(*), 1
                        FROM new_rows d CROSS JOIN LATERAL (VALUES (d.customer_id), (0::bigint)) s(scope)
                        GROUP BY s.scope, d.status ORDER BY s.scope, d.status
                        ON CONFLICT (customer_id, slot, status) DO UPDATE SET total = c.total + EXCLUDED.total, version = c.version + 1;
                    ELSIF TG_OP = 'DELETE' THEN
                        INSERT INTO migration_counts AS c (customer_id, slot, status, total, version)
                        SELECT s.scope, CASE WHEN s.scope = 0 THEN pg_backend_pid() % 16 ELSE 0 END, d.status, -count(*), 1
                        FROM old_rows d CROSS JOIN LATERAL (VALUES (d.customer_id), (0::bigint)) s(scope)
                        GROUP BY s.scope, d.status ORDER BY s.scope, d.status
                        ON CONFLICT (customer_id, slot, status) DO UPDATE SET total = c.total + EXCLUDED.total, version = c.version + 1;
                    ELSIF TG_OP = 'UPDATE' THEN
                        INSERT INTO migration_counts AS c (customer_id, slot, status, total, version)
                        SELECT s.scope, CASE WHEN s.scope = 0 THEN pg_backend_pid() % 16 ELSE 0 END, d.status, sum(d.delta), 1
                        FROM (SELECT customer_id, status, 1 AS delta FROM new_rows
                              UNION ALL SELECT customer_id, status, -1 FROM old_rows) d
                        CROSS JOIN LATERAL (VALUES (d.customer_id), (0::bigint)) s(scope)
                        GROUP BY s.scope, d.status ORDER BY s.scope, d.status
                        ON CONFLICT (customer_id, slot, status) DO UPDATE SET total = c.total + EXCLUDED.total, version = c.version + 1;
                    ELSE
                        UPDATE migration_counts SET total = 0, version = version + 1;
                    END IF;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER migrations_count_insert AFTER INSERT ON migrations
                    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION migrations_count();
                CREATE TRIGGER migrations_count_update AFTER UPDATE ON migrations
                    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION migrations_count();
                CREATE TRIGGER migrations_count_delete AFTER DELETE ON migrations
                    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION migrations_count();
                CREATE TRIGGER migrations_count_truncate AFTER TRUNCATE ON migrations
                    FOR EACH STATEMENT EXECUTE FUNCTION migrations_count();
                INSERT INTO migration_counts (customer_id, slot, status, total, version)
                SELECT s.scope, 0, m.status, count(*), 1
                FROM migrations m CROSS JOIN LATERAL (VALUES (m.customer_id), (0::bigint)) s(scope)
                GROUP BY s.scope, m.status;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER migrations_count_insert ON migrations;
                DROP TRIGGER migrations_count_update ON migrations;
                DROP TRIGGER migrations_count_delete ON migrations;
                DROP TRIGGER migrations_count_truncate ON migrations;
                DROP FUNCTION migrations_count();
                """);

            migrationBuilder.DropTable(
                name: "migration_counts");
        }
    }
}
