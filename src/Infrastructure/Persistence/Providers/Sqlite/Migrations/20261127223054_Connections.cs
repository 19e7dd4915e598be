using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite.Migrations
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
                type: "TEXT",
                maxLength: 19,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "connections",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    public_id = table.Column<string>(type: "TEXT", maxLength: 19, nullable: false),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    folded_name = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    remote_server = table.Column<string>(type: "TEXT", maxLength: 262, nullable: false),
                    tenant = table.Column<string>(type: "TEXT", maxLength: 320, nullable: true),
                    client_id = table.Column<string>(type: "TEXT", maxLength: 320, nullable: true),
                    token_endpoint = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    scope = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    master_user = table.Column<string>(type: "TEXT", maxLength: 320, nullable: true),
                    separator = table.Column<string>(type: "TEXT", maxLength: 10, nullable: true),
                    sealed_secret = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
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
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    connection_id = table.Column<long>(type: "INTEGER", nullable: false),
                    mailbox = table.Column<string>(type: "TEXT", maxLength: 320, nullable: false),
                    mailbox_key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sealed_token = table.Column<string>(type: "TEXT", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
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
