using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Repair : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ended_at",
                table: "migrations",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "last_row",
                table: "migrations",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "paused_at",
                table: "migrations",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_asked_again",
                table: "migration_runs",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "migration_resources",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_paused",
                table: "migration_events",
                type: "bit",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ended_at",
                table: "migrations");

            migrationBuilder.DropColumn(
                name: "last_row",
                table: "migrations");

            migrationBuilder.DropColumn(
                name: "paused_at",
                table: "migrations");

            migrationBuilder.DropColumn(
                name: "is_asked_again",
                table: "migration_runs");

            migrationBuilder.DropColumn(
                name: "version",
                table: "migration_resources");

            migrationBuilder.DropColumn(
                name: "is_paused",
                table: "migration_events");
        }
    }
}
