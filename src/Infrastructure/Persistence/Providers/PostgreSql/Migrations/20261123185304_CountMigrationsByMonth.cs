using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class CountMigrationsByMonth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "migration_month_counts",
                columns: table => new
                {
                    month = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    slot = table.Column<short>(type: "smallint", nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_migration_month_counts", x => new { x.month, x.slot, x.status });
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 50);

            // As migrations_count does, and after it, by the name. A change that leaves status and creation alone locks nothing here.
            migrationBuilder.Sql("""
                CREATE FUNCTION migrations_count_by_month() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP = 'INSERT' THEN
                        INSERT INTO migration_month_counts AS c (month, slot, status, total)
                        SELECT date_trunc('month', d.created_at, 'UTC'), pg_backend_pid() % 16, d.status, count(*)
                        FROM new_rows d
                        GROUP BY 1, d.status ORDER BY 1, d.status
                        ON CONFLICT (month, slot, status) DO UPDATE SET total = c.total + EXCLUDED.total;
                    ELSIF TG_OP = 'DELETE' THEN
                        INSERT INTO migration_month_counts AS c (month, slot, status, total)
                        SELECT date_trunc('month', d.created_at, 'UTC'), pg_backend_pid() % 16, d.status, -count(*)
                        FROM old_rows d
                        GROUP BY 1, d.status ORDER BY 1, d.status
                        ON CONFLICT (month, slot, status) DO UPDATE SET total = c.total + EXCLUDED.total;
                    ELSIF TG_OP = 'UPDATE' THEN
                        INSERT INTO migration_month_counts AS c (month, slot, status, total)
                        SELECT date_trunc('month', d.created_at, 'UTC'), pg_backend_pid() % 16, d.status, sum(d.delta)
                        FROM (SELECT created_at, status, 1 AS delta FROM new_rows
                              UNION ALL SELECT created_at, status, -1 FROM old_rows) d
                        GROUP BY 1, d.status HAVING sum(d.delta) <> 0 ORDER BY 1, d.status
                        ON CONFLICT (month, slot, status) DO UPDATE SET total = c.total + EXCLUDED.total;
                    ELSE
                        UPDATE migration_month_counts SET total = 0;
                    END IF;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER migrations_month_insert AFTER INSERT ON migrations
                    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION migrations_count_by_month();
                CREATE TRIGGER migrations_month_update AFTER UPDATE ON migrations
                    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION migrations_count_by_month();
                CREATE TRIGGER migrations_month_delete AFTER DELETE ON migrations
                    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION migrations_count_by_month();
                CREATE TRIGGER migrations_month_truncate AFTER TRUNCATE ON migrations
                    FOR EACH STATEMENT EXECUTE FUNCTION migrations_count_by_month();
                INSERT INTO migration_month_counts (month, slot, status, total)
                SELECT date_trunc('month', m.created_at, 'UTC'), 0, m.status, count(*)
                FROM migrations m
                GROUP BY 1, m.status;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER migrations_month_insert ON migrations;
                DROP TRIGGER migrations_month_update ON migrations;
                DROP TRIGGER migrations_month_delete ON migrations;
                DROP TRIGGER migrations_month_truncate ON migrations;
                DROP FUNCTION migrations_count_by_month();
                """);

            migrationBuilder.DropTable(
                name: "migration_month_counts");
        }
    }
}
