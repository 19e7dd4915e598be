using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "customers",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    code = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "api_tokens",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    hash = table.Column<byte[]>(type: "BLOB", fixedLength: true, maxLength: 32, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    is_admin = table.Column<bool>(type: "INTEGER", nullable: false),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_tokens", x => x.id);
                    table.ForeignKey(
                        name: "fk_api_tokens_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "customer_domains",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 253, nullable: false),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_domains", x => x.name);
                    table.ForeignKey(
                        name: "fk_customer_domains_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "migrations",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    customer_id = table.Column<long>(type: "INTEGER", nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    csv_file_name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    original_csv_file_name = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    csv_file_size = table.Column<int>(type: "INTEGER", nullable: false),
                    preset = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    step = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    resources_has_errors = table.Column<bool>(type: "INTEGER", nullable: false),
                    admin_first_execution_override = table.Column<bool>(type: "INTEGER", nullable: false),
                    admin_second_execution_override = table.Column<bool>(type: "INTEGER", nullable: false),
                    resource_count = table.Column<int>(type: "INTEGER", nullable: false),
                    execute_now = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    first_execution_date = table.Column<long>(type: "INTEGER", nullable: true),
                    second_execution_date = table.Column<long>(type: "INTEGER", nullable: true),
                    from_date = table.Column<long>(type: "INTEGER", nullable: true),
                    searchable_text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_migrations", x => x.id);
                    table.ForeignKey(
                        name: "fk_migrations_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "migration_resources",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    migration_id = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    row = table.Column<int>(type: "INTEGER", nullable: false),
                    local_email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    remote_server = table.Column<string>(type: "TEXT", maxLength: 262, nullable: false),
                    remote_username = table.Column<string>(type: "TEXT", maxLength: 320, nullable: false),
                    master_user = table.Column<string>(type: "TEXT", maxLength: 320, nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_migration_resources", x => x.id);
                    table.ForeignKey(
                        name: "fk_migration_resources_migrations_migration_id",
                        column: x => x.migration_id,
                        principalTable: "migrations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "migration_runs",
                columns: table => new
                {
                    resource_id = table.Column<long>(type: "INTEGER", nullable: false),
                    step = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    error = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    progress_bytes_copied = table.Column<long>(type: "INTEGER", nullable: false),
                    progress_folders = table.Column<int>(type: "INTEGER", nullable: false),
                    progress_messages_copied = table.Column<long>(type: "INTEGER", nullable: false),
                    progress_messages_failed = table.Column<long>(type: "INTEGER", nullable: false),
                    progress_messages_skipped = table.Column<long>(type: "INTEGER", nullable: false),
                    progress_messages_total = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_migration_runs", x => new { x.resource_id, x.step });
                    table.ForeignKey(
                        name: "fk_migration_runs_migration_resources_resource_id",
                        column: x => x.resource_id,
                        principalTable: "migration_resources",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_customer_id",
                table: "api_tokens",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_hash",
                table: "api_tokens",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_customer_domains_customer_id",
                table: "customer_domains",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_customers_code",
                table: "customers",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_migration_resources_migration_id_row",
                table: "migration_resources",
                columns: new[] { "migration_id", "row" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_migrations_code",
                table: "migrations",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_migrations_created_at_id",
                table: "migrations",
                columns: new[] { "created_at", "id" },
                descending: new bool[0]);

            migrationBuilder.CreateIndex(
                name: "ix_migrations_customer_id_created_at_id",
                table: "migrations",
                columns: new[] { "customer_id", "created_at", "id" },
                descending: new[] { false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_migrations_customer_id_status_created_at_id",
                table: "migrations",
                columns: new[] { "customer_id", "status", "created_at", "id" },
                descending: new[] { false, false, true, true });

            migrationBuilder.CreateIndex(
                name: "ix_migrations_status_created_at_id",
                table: "migrations",
                columns: new[] { "status", "created_at", "id" },
                descending: new[] { false, true, true });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_tokens");

            migrationBuilder.DropTable(
                name: "customer_domains");

            migrationBuilder.DropTable(
                name: "migration_runs");

            migrationBuilder.DropTable(
                name: "migration_resources");

            migrationBuilder.DropTable(
                name: "migrations");

            migrationBuilder.DropTable(
                name: "customers");
        }
    }
}
