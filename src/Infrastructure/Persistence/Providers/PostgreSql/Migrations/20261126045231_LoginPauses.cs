using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class LoginPauses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "paused_login",
                table: "work_items",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "put_off_at",
                table: "migration_runs",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "refused_logins",
                columns: table => new
                {
                    login = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    refusals = table.Column<int>(type: "integer", nullable: false),
                    latest_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_refused_logins", x => x.login);
                });

            migrationBuilder.CreateTable(
                name: "work_pauses",
                columns: table => new
                {
                    source_host = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    paused_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_pauses", x => x.source_host);
                });

            migrationBuilder.CreateIndex(
                name: "ix_work_items_paused_login",
                table: "work_items",
                column: "paused_login",
                filter: "paused_login IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_migration_runs_waiting",
                table: "migration_runs",
                column: "resource_id",
                filter: "is_waiting");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "refused_logins");

            migrationBuilder.DropTable(
                name: "work_pauses");

            migrationBuilder.DropIndex(
                name: "ix_work_items_paused_login",
                table: "work_items");

            migrationBuilder.DropIndex(
                name: "ix_migration_runs_waiting",
                table: "migration_runs");

            migrationBuilder.DropColumn(
                name: "paused_login",
                table: "work_items");

            migrationBuilder.DropColumn(
                name: "put_off_at",
                table: "migration_runs");
        }
    }
}
