using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class SearchByGrams : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_migrations_created_at_id",
                table: "migrations");

            migrationBuilder.CreateIndex(
                name: "ix_migrations_created_at_id",
                table: "migrations",
                columns: new[] { "created_at", "id" },
                descending: new bool[0])
                .Annotation("SqlServer:Include", new[] { "searchable_text" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_migrations_created_at_id",
                table: "migrations");

            migrationBuilder.CreateIndex(
                name: "ix_migrations_created_at_id",
                table: "migrations",
                columns: new[] { "created_at", "id" },
                descending: new bool[0]);
        }
    }
}
