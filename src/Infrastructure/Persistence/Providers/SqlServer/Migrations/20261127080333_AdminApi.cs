using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.SqlServer.Migrations
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

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "blocked_until",
                table: "webhooks",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "events",
                table: "webhooks",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "migration.status_changed",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<int>(
                name: "failures_in_row",
                table: "webhooks",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "is_enabled",
                table: "webhooks",
                type: "bit",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "previous_sealed_secret",
                table: "webhooks",
                type: "nvarchar(1000)",
                maxLength: 1000,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "previous_secret_until",
                table: "webhooks",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "public_id",
                table: "webhooks",
                type: "nvarchar(19)",
                maxLength: 19,
                nullable: false,
                defaultValueSql: "'wh_' + lower(left(replace(convert(char(36), newid()), '-', ''), 16))",
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "body",
                table: "webhook_deliveries",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "kind",
                table: "webhook_deliveries",
                type: "nvarchar(50)",
                maxLength: 50,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "disabled_at",
                table: "customers",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "folded_code",
                table: "customers",
                type: "nvarchar(32)",
                maxLength: 32,
                nullable: true,
                collation: "Latin1_General_100_BIN2");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_used_at",
                table: "api_tokens",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "scope",
                table: "api_tokens",
                type: "nvarchar(32)",
                maxLength: 32,
                nullable: true);

            // Where codes differ in case alone, the oldest keeps the others' from being given again; these stay as they are, and are found by their own spelling.
            migrationBuilder.Sql(
                """
                UPDATE customers SET folded_code = upper(code) WHERE id IN (SELECT min(id) FROM customers GROUP BY upper(code))
                """);

            migrationBuilder.CreateIndex(
                name: "ix_webhooks_public_id",
                table: "webhooks",
                column: "public_id",
                unique: true);

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
