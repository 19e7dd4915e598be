using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class AdminApi : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_webhook_deliveries_webhook_id_event_id",
                table: "webhook_deliveries");

            migrationBuilder.AddColumn<long>(
                name: "blocked_until",
                table: "webhooks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "events",
                table: "webhooks",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "migration.status_changed");

            migrationBuilder.AddColumn<int>(
                name: "failures_in_row",
                table: "webhooks",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "is_enabled",
                table: "webhooks",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "previous_sealed_secret",
                table: "webhooks",
                type: "TEXT",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "previous_secret_until",
                table: "webhooks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "public_id",
                table: "webhooks",
                type: "TEXT",
                maxLength: 19,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "body",
                table: "webhook_deliveries",
                type: "TEXT",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "webhook_deliveries",
                type: "TEXT",
                maxLength: 50,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "disabled_at",
                table: "customers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "folded_code",
                table: "customers",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "last_used_at",
                table: "api_tokens",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "scope",
                table: "api_tokens",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            // Where codes differ in case alone, the oldest keeps the others' from being given again; these stay as they are, and are found by their own spelling.
            migrationBuilder.Sql(
                """
                UPDATE customers SET folded_code = upper(code) WHERE id IN (SELECT min(id) FROM customers GROUP BY upper(code))
                """);

            migrationBuilder.Sql("UPDATE webhooks SET public_id = 'wh_' || lower(hex(randomblob(8)))");

            migrationBuilder.CreateIndex(
                name: "ix_webhooks_public_id",
                table: "webhooks",
                column: "public_id",
                unique: true,
                filter: "public_id <> ''");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_webhook_id_event_id",
                table: "webhook_deliveries",
                columns: new[] { "webhook_id", "event_id" },
                unique: true,
                filter: "kind IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_webhook_id_id",
                table: "webhook_deliveries",
                columns: new[] { "webhook_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_webhook_id_next_attempt_at",
                table: "webhook_deliveries",
                columns: new[] { "webhook_id", "next_attempt_at" },
                filter: "next_attempt_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_customers_folded_code",
                table: "customers",
                column: "folded_code",
                unique: true,
                filter: "folded_code IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_webhooks_public_id",
                table: "webhooks");

            migrationBuilder.DropIndex(
                name: "ix_webhook_deliveries_webhook_id_event_id",
                table: "webhook_deliveries");

            migrationBuilder.DropIndex(
                name: "ix_webhook_deliveries_webhook_id_id",
                table: "webhook_deliveries");

            migrationBuilder.DropIndex(
                name: "ix_webhook_deliveries_webhook_id_next_attempt_at",
                table: "webhook_deliveries");

            migrationBuilder.DropIndex(
                name: "ix_customers_folded_code",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "blocked_until",
                table: "webhooks");

            migrationBuilder.DropColumn(
                name: "events",
                table: "webhooks");

            migrationBuilder.DropColumn(
                name: "failures_in_row",
                table: "webhooks");

            migrationBuilder.DropColumn(
                name: "is_enabled",
                table: "webhooks");

            migrationBuilder.DropColumn(
                name: "previous_sealed_secret",
                table: "webhooks");

            migrationBuilder.DropColumn(
                name: "previous_secret_until",
                table: "webhooks");

            migrationBuilder.DropColumn(
                name: "public_id",
                table: "webhooks");

            migrationBuilder.DropColumn(
                name: "body",
                table: "webhook_deliveries");

            migrationBuilder.DropColumn(
                name: "kind",
                table: "webhook_deliveries");

            migrationBuilder.DropColumn(
                name: "disabled_at",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "folded_code",
                table: "customers");

            migrationBuilder.DropColumn(
                name: "last_used_at",
                table: "api_tokens");

            migrationBuilder.DropColumn(
                name: "scope",
                table: "api_tokens");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_webhook_id_event_id",
                table: "webhook_deliveries",
                columns: new[] { "webhook_id", "event_id" },
                unique: true);
        }
    }
}
