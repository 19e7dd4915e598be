using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.SqlServer.Migrations
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
                    month = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    slot = table.Column<short>(type: "smallint", nullable: false),
                    status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_migration_month_counts", x => new { x.month, x.slot, x.status });
                });

            // In a batch of its own, as CREATE TRIGGER has to be, also where the script is run as a whole. A date is midnight in UTC, once cast.
            migrationBuilder.Sql("""
                EXEC(N'CREATE TRIGGER [migrations_count_by_month] ON [migrations] AFTER INSERT, UPDATE, DELETE AS
                BEGIN
                    SET NOCOUNT ON;
                    MERGE [migration_month_counts] WITH (HOLDLOCK) AS [c]
                    USING (
                        SELECT CAST([m].[first_day] AS datetimeoffset) AS [month], [d].[status], SUM([d].[delta]) AS [delta],
                            CAST(@@SPID % 16 AS smallint) AS [slot]
                        FROM (SELECT SWITCHOFFSET([created_at], ''+00:00'') AS [created_at], [status], CAST(1 AS bigint) AS [delta] FROM [inserted]
                              UNION ALL SELECT SWITCHOFFSET([created_at], ''+00:00''), [status], CAST(-1 AS bigint) FROM [deleted]) AS [d]
                        CROSS APPLY (VALUES (DATEFROMPARTS(YEAR([d].[created_at]), MONTH([d].[created_at]), 1))) AS [m]([first_day])
                        GROUP BY [m].[first_day], [d].[status]
                        HAVING SUM([d].[delta]) <> 0
                    ) AS [change]
                    ON [c].[month] = [change].[month] AND [c].[slot] = [change].[slot] AND [c].[status] = [change].[status]
                    WHEN MATCHED THEN UPDATE SET [total] = [c].[total] + [change].[delta]
                    WHEN NOT MATCHED THEN INSERT ([month], [slot], [status], [total])
                        VALUES ([change].[month], [change].[slot], [change].[status], [change].[delta]);
                END');
                """);
            migrationBuilder.Sql("""
                INSERT INTO [migration_month_counts] ([month], [slot], [status], [total])
                SELECT CAST([m].[first_day] AS datetimeoffset), 0, [d].[status], COUNT_BIG(*)
                FROM (SELECT SWITCHOFFSET([created_at], '+00:00') AS [created_at], [status] FROM [migrations]) AS [d]
                CROSS APPLY (VALUES (DATEFROMPARTS(YEAR([d].[created_at]), MONTH([d].[created_at]), 1))) AS [m]([first_day])
                GROUP BY [m].[first_day], [d].[status];
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER [migrations_count_by_month];");

            migrationBuilder.DropTable(
                name: "migration_month_counts");
        }
    }
}
