using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite.Migrations
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
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    slot = table.Column<short>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_migration_counts", x => new { x.customer_id, x.slot, x.status });
                });

            migrationBuilder.Sql("""
                CREATE TRIGGER migrations_count_insert AFTER INSERT ON migrations BEGIN
                    INSERT INTO migration_counts (customer_id, slot, status, total, version)
                    VALUES (NEW.customer_id, 0, NEW.status, 1, 1), (0, 0, NEW.status, 1, 1)
                    ON CONFLICT (customer_id, slot, status) DO UPDATE SET total = total + 1, version = version + 1;
                END;
                CREATE TRIGGER migrations_count_delete AFTER DELETE ON migrations BEGIN
                    UPDATE migration_counts SET total = total - 1, version = version + 1
                    WHERE customer_id IN (OLD.customer_id, 0) AND status = OLD.status;
                END;
                CREATE TRIGGER migrations_count_update AFTER UPDATE ON migrations BEGIN
                    UPDATE migration_counts SET total = total - 1, version = version + 1
                    WHERE customer_id IN (OLD.customer_id, 0) AND status = OLD.status;
                    INSERT INTO migration_counts (customer_id, slot, status, total, version)
                    VALUES (NEW.customer_id, 0, NEW.status, 1, 1), (0, 0, NEW.status, 1, 1)
                    ON CONFLICT (customer_id, slot, status) DO UPDATE SET total = total + 1, version = version + 1;
                END;
                INSERT INTO migration_counts (customer_id, slot, status, total, version)
                SELECT customer_id, 0, status, count(*), 1 FROM migrations GROUP BY customer_id, status
                UNION ALL SELECT 0, 0, status, count(*), 1 FROM migrations GROUP BY status;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER migrations_count_insert;
                DROP TRIGGER migrations_count_delete;
                DROP TRIGGER migrations_count_update;
                """);

            migrationBuilder.DropTable(
                name: "migration_counts");
        }
    }
}
