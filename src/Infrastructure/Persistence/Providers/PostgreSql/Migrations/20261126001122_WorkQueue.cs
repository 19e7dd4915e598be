using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class WorkQueue : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "work_duties",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    worker = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_duties", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "work_items",
                columns: table => new
                {
                    resource_id = table.Column<long>(type: "bigint", nullable: false),
                    step = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    migration_id = table.Column<long>(type: "bigint", nullable: false),
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    is_test = table.Column<bool>(type: "boolean", nullable: false),
                    source_host = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    target = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    ready_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    worker = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_items", x => new { x.resource_id, x.step });
                    table.ForeignKey(
                        name: "fk_work_items_migration_resources_resource_id",
                        column: x => x.resource_id,
                        principalTable: "migration_resources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "work_lanes",
                columns: table => new
                {
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    is_test = table.Column<bool>(type: "boolean", nullable: false),
                    source_host = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    served_at = table.Column<long>(type: "bigint", nullable: false),
                    filled = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_lanes", x => new { x.customer_id, x.is_test, x.source_host });
                });

            migrationBuilder.CreateIndex(
                name: "ix_work_items_waiting",
                table: "work_items",
                columns: new[] { "customer_id", "is_test", "source_host", "ready_at", "resource_id" },
                filter: "worker IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_work_items_lease_until",
                table: "work_items",
                column: "lease_until",
                filter: "lease_until IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_work_items_migration_id",
                table: "work_items",
                column: "migration_id");

            migrationBuilder.CreateIndex(
                name: "ix_work_items_target",
                table: "work_items",
                column: "target",
                unique: true,
                filter: "worker IS NOT NULL AND target IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_work_lanes_is_test_served_at",
                table: "work_lanes",
                columns: new[] { "is_test", "served_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "work_duties");

            migrationBuilder.DropTable(
                name: "work_items");

            migrationBuilder.DropTable(
                name: "work_lanes");
        }
    }
}
