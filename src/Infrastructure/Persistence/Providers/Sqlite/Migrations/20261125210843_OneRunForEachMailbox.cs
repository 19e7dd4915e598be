using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OneRunForEachMailbox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "writes_into",
                table: "migration_runs",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_migration_runs_writes_into",
                table: "migration_runs",
                column: "writes_into",
                unique: true,
                filter: "writes_into IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_migration_runs_writes_into",
                table: "migration_runs");

            migrationBuilder.DropColumn(
                name: "writes_into",
                table: "migration_runs");
        }
    }
}
