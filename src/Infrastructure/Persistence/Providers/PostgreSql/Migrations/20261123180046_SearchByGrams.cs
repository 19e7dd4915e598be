using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SearchByGrams : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_migrations_searchable_text",
                table: "migrations");

            // From each character of each field on, as many as SearchGrams.Length. The cost is what it takes, lest
            // the planner ask it row by row; to start parallel workers would take longer than most searches.
            migrationBuilder.Sql("""
                CREATE FUNCTION search_grams(searchable_text text) RETURNS tsvector
                LANGUAGE sql IMMUTABLE STRICT PARALLEL RESTRICTED COST 1000 AS $$
                    SELECT array_to_tsvector(ARRAY(
                        SELECT substr(field, start, 4)
                        FROM unnest(string_to_array($1, chr(31))) field, generate_series(1, length(field)) start))
                $$;
                CREATE INDEX ix_migrations_search_grams ON migrations USING gin (search_grams(searchable_text));
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP INDEX ix_migrations_search_grams;
                DROP FUNCTION search_grams(text);
                """);

            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.CreateIndex(
                name: "ix_migrations_searchable_text",
                table: "migrations",
                column: "searchable_text")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });
        }
    }
}
