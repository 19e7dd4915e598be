using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite.Migrations
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "received_before",
                table: "migrations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "size_limit",
                table: "migrations",
                type: "INTEGER",
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
