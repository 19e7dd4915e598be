using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite.Migrations
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
                    month = table.Column<long>(type: "INTEGER", nullable: false),
                    slot = table.Column<short>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    total = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_migration_month_counts", x => new { x.month, x.slot, x.status });
                });

            // A moment is kept as ticks: ten million a second since the year 1, which is 62,135,596,800 seconds before 1970.
            migrationBuilder.Sql("""
                CREATE TRIGGER migrations_month_insert AFTER INSERT ON migrations BEGIN
                    INSERT INTO migration_month_counts (month, slot, status, total)
                    VALUES ((unixepoch(NEW.created_at / 10000000 - 62135596800, 'unixepoch', 'start of month') + 62135596800) * 10000000, 0, NEW.status, 1)
                    ON CONFLICT (month, slot, status) DO UPDATE SET total = total + 1;
                END;
                CREATE TRIGGER migrations_month_delete AFTER DELETE ON migrations BEGIN
                    UPDATE migration_month_counts SET total = total - 1
                    WHERE month = (unixepoch(OLD.created_at / 10000000 - 62135596800, 'unixepoch', 'start of month') + 62135596800) * 10000000 AND status = OLD.status;
                END;
                CREATE TRIGGER migrations_month_update AFTER UPDATE OF created_at, status ON migrations BEGIN
                    UPDATE migration_month_counts SET total = total - 1
                    WHERE month = (unixepoch(OLD.created_at / 10000000 - 62135596800, 'unixepoch', 'start of month') + 62135596800) * 10000000 AND status = OLD.status;
                    INSERT INTO migration_month_counts (month, slot, status, total)
                    VALUES ((unixepoch(NEW.created_at / 10000000 - 62135596800, 'unixepoch', 'start of month') + 62135596800) * 10000000, 0, NEW.status, 1)
                    ON CONFLICT (month, slot, status) DO UPDATE SET total = total + 1;
                END;
                INSERT INTO migration_month_counts (month, slot, status, total)
                SELECT (unixepoch(created_at / 10000000 - 62135596800, 'unixepoch', 'start of month') + 62135596800) * 10000000, 0, status, count(*)
                FROM migrations GROUP BY 1, status;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER migrations_month_insert;
                DROP TRIGGER migrations_month_delete;
                DROP TRIGGER migrations_month_update;
                """);

            migrationBuilder.DropTable(
                name: "migration_month_counts");
        }
    }
}
