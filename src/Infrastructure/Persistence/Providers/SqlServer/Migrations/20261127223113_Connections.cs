using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Connections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "connection_id",
                table: "migration_resources",
                type: "nvarchar(19)",
                maxLength: 19,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.CreateTable(
                name: "connections",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    public_id = table.Column<string>(type: "nvarchar(19)", maxLength: 19, nullable: false, collation: "Latin1_General_100_BIN2"),
                    customer_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false, collation: "Latin1_General_100_BIN2"),
                    folded_name = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false, collation: "Latin1_General_100_BIN2"),
                    kind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    remote_server = table.Column<string>(type: "nvarchar(262)", maxLength: 262, nullable: false, collation: "Latin1_General_100_BIN2"),
                    tenant = table.Column<string>(type: "nvarchar(320)", maxLength: 320, nullable: true, collation: "Latin1_General_100_BIN2"),
                    client_id = table.Column<string>(type: "nvarchar(320)", maxLength: 320, nullable: true, collation: "Latin1_General_100_BIN2"),
                    token_endpoint = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true, collation: "Latin1_General_100_BIN2"),
                    scope = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true, collation: "Latin1_General_100_BIN2"),
                    master_user = table.Column<string>(type: "nvarchar(320)", maxLength: 320, nullable: true, collation: "Latin1_General_100_BIN2"),
                    separator = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true, collation: "Latin1_General_100_BIN2"),
                    sealed_secret = table.Column<string>(type: "nvarchar(max)", nullable: true, collation: "Latin1_General_100_BIN2"),
                    created_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connections", x => x.id);
                    table.UniqueConstraint("ak_connections_public_id", x => x.public_id);
                    table.ForeignKey(
                        name: "fk_connections_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "connection_grants",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    connection_id = table.Column<long>(type: "bigint", nullable: false),
                    mailbox = table.Column<string>(type: "nvarchar(320)", maxLength: 320, nullable: false, collation: "Latin1_General_100_BIN2"),
                    mailbox_key = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_100_BIN2"),
                    sealed_token = table.Column<string>(type: "nvarchar(max)", nullable: false, collation: "Latin1_General_100_BIN2"),
                    updated_at = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_connection_grants", x => x.id);
                    table.ForeignKey(
                        name: "fk_connection_grants_connections_connection_id",
                        column: x => x.connection_id,
                        principalTable: "connections",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_migration_resources_connection_id_migration_id",
                table: "migration_resources",
                columns: new[] { "connection_id", "migration_id" },
                filter: "connection_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_connection_grants_connection_id_mailbox_key",
                table: "connection_grants",
                columns: new[] { "connection_id", "mailbox_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_connections_customer_id_folded_name",
                table: "connections",
                columns: new[] { "customer_id", "folded_name" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_migration_resources_connections_connection_id",
                table: "migration_resources",
                column: "connection_id",
                principalTable: "connections",
                principalColumn: "public_id",
                onDelete: ReferentialAction.SetNull);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_migration_resources_connections_connection_id",
                table: "migration_resources");

            migrationBuilder.DropTable(
                name: "connection_grants");

            migrationBuilder.DropTable(
                name: "connections");

            migrationBuilder.DropIndex(
                name: "ix_migration_resources_connection_id_migration_id",
                table: "migration_resources");

            migrationBuilder.DropColumn(
                name: "connection_id",
                table: "migration_resources");
        }
    }
}
