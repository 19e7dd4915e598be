using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class FindMailboxes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterTable(
                name: "migration_resources")
                .Annotation("Npgsql:StorageParameter:fillfactor", 85);

            // As SearchText folds, as far as the database's locale knows the letters.
            migrationBuilder.Sql("""
                CREATE OR REPLACE FUNCTION mailbox_text(code text, local_email text, remote_username text, remote_server text) RETURNS text
                LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
                    SELECT upper(lower($1 || chr(31) || $2 || chr(31) || $3 || chr(31) || $4))
                $$;
                """);

            // Built beside what goes on, which takes some minutes for millions of mailboxes. What a build that was broken off has left is in the way.
            migrationBuilder.Sql("DROP INDEX CONCURRENTLY IF EXISTS ix_migration_resources_search_grams", suppressTransaction: true);
            migrationBuilder.Sql(
                """
                CREATE INDEX CONCURRENTLY ix_migration_resources_search_grams ON migration_resources
                USING gin (search_grams(mailbox_text(code, local_email, remote_username, remote_server)))
                """,
                suppressTransaction: true);
            migrationBuilder.Sql("DROP INDEX CONCURRENTLY IF EXISTS ix_migration_runs_fault_resource_id", suppressTransaction: true);
            migrationBuilder.CreateIndex(
                name: "ix_migration_runs_fault_resource_id",
                table: "migration_runs",
                columns: new[] { "fault", "resource_id" },
                filter: "fault IS NOT NULL")
                .Annotation("Npgsql:CreatedConcurrently", true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP INDEX ix_migration_resources_search_grams;
                DROP FUNCTION mailbox_text(text, text, text, text);
                """);

            migrationBuilder.DropIndex(
                name: "ix_migration_runs_fault_resource_id",
                table: "migration_runs");

            migrationBuilder.AlterTable(
                name: "migration_resources")
                .OldAnnotation("Npgsql:StorageParameter:fillfactor", 85);
        }
    }
}
