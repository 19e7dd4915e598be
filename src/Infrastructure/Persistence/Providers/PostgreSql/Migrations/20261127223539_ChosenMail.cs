using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class ChosenMail : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "folders",
                table: "migrations",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "received_before",
                table: "migrations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "size_limit",
                table: "migrations",
                type: "bigint",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "folders",
                table: "migrations");

            migrationBuilder.DropColumn(
                name: "received_before",
                table: "migrations");

            migrationBuilder.DropColumn(
                name: "size_limit",
                table: "migrations");
        }
    }
}
