using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.SqlServer.Migrations
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
                    status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_migration_counts", x => new { x.customer_id, x.slot, x.status });
                });

            // In a batch of its own, as CREATE TRIGGER has to be, also where the script is run as a whole.
            migrationBuilder.Sql("""
                EXEC(N'CREATE TRIGGER [migrations_count] ON [migrations] AFTER INSERT, UPDATE, DELETE AS
                BEGIN
                    SET NOCOUNT ON;
                    MERGE [migration_counts] WITH (HOLDLOCK) AS [c]
                    USING (
                        SELECT [s].[scope], [d].[status], SUM([d].[delta]) AS [delta],
                            CAST(CASE WHEN [s].[scope] = 0 THEN @@SPID % 16 ELSE 0 END AS smallint) AS [slot]
                        FROM (SELECT [customer_id], [status], CAST(1 AS bigint) AS [delta] FROM [inserted]
                              UNION ALL SELECT [customer_id], [status], CAST(-1 AS bigint) FROM [deleted]) AS [d]
                        CROSS APPLY (VALUES ([d].[customer_id]), (CAST(0 AS bigint))) AS [s]([scope])
                        GROUP BY [s].[scope], [d].[status]
                    ) AS [change]
                    ON [c].[customer_id] = [change].[scope] AND [c].[slot] = [change].[slot] AND [c].[status] = [change].[status]
                    WHEN MATCHED THEN UPDATE SET [total] = [c].[total] + [change].[delta], [version] = [c].[version] + 1
                    WHEN NOT MATCHED THEN INSERT ([customer_id], [slot], [status], [total], [version])
                        VALUES ([change].[scope], [change].[slot], [change].[status], [change].[delta], 1);
                END');
                """);
            migrationBuilder.Sql("""
                INSERT INTO [migration_counts] ([customer_id], [slot], [status], [total], [version])
                SELECT [s].[scope], 0, [m].[status], COUNT_BIG(*), 1
                FROM [migrations] AS [m] CROSS APPLY (VALUES ([m].[customer_id]), (CAST(0 AS bigint))) AS [s]([scope])
                GROUP BY [s].[scope], [m].[status];
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER [migrations_count];");

            migrationBuilder.DropTable(
                name: "migration_counts");
        }
    }
}
