using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class WorkTurns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_work_lanes_is_test_served_at",
                table: "work_lanes");

            migrationBuilder.CreateTable(
                name: "work_turns",
                columns: table => new
                {
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    is_test = table.Column<bool>(type: "INTEGER", nullable: false),
                    served_at = table.Column<long>(type: "INTEGER", nullable: false),
                    filled = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_turns", x => new { x.customer_id, x.is_test });
                });

            migrationBuilder.CreateIndex(
                name: "ix_work_lanes_customer_id_is_test_served_at",
                table: "work_lanes",
                columns: new[] { "customer_id", "is_test", "served_at" });

            migrationBuilder.CreateIndex(
                name: "ix_work_turns_is_test_served_at",
                table: "work_turns",
                columns: new[] { "is_test", "served_at" });

            migrationBuilder.Sql("INSERT INTO work_turns (customer_id, is_test, served_at, filled) SELECT DISTINCT customer_id, is_test, 0, 0 FROM work_lanes;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "work_turns");

            migrationBuilder.DropIndex(
                name: "ix_work_lanes_customer_id_is_test_served_at",
                table: "work_lanes");

            migrationBuilder.CreateIndex(
                name: "ix_work_lanes_is_test_served_at",
                table: "work_lanes",
                columns: new[] { "is_test", "served_at" });
        }
    }
}
