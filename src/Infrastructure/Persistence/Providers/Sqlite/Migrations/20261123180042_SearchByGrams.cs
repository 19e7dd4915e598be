using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hosting.Migrations.Infrastructure.Persistence.Providers.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SearchByGrams : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The text itself stays where it is; the index holds what occurs where.
            migrationBuilder.Sql("""
                CREATE VIRTUAL TABLE migration_search USING fts5(
                    searchable_text, content='migrations', content_rowid='id', tokenize='trigram case_sensitive 1');
                CREATE TRIGGER migrations_search_insert AFTER INSERT ON migrations BEGIN
                    INSERT INTO migration_search (rowid, searchable_text) VALUES (NEW.id, NEW.searchable_text);
                END;
                CREATE TRIGGER migrations_search_delete AFTER DELETE ON migrations BEGIN
                    INSERT INTO migration_search (migration_search, rowid, searchable_text) VALUES ('delete', OLD.id, OLD.searchable_text);
                END;
                CREATE TRIGGER migrations_search_update AFTER UPDATE OF id, searchable_text ON migrations
                WHEN OLD.id <> NEW.id OR OLD.searchable_text <> NEW.searchable_text BEGIN
                    INSERT INTO migration_search (migration_search, rowid, searchable_text) VALUES ('delete', OLD.id, OLD.searchable_text);
                    INSERT INTO migration_search (rowid, searchable_text) VALUES (NEW.id, NEW.searchable_text);
                END;
                INSERT INTO migration_search (migration_search) VALUES ('rebuild');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER migrations_search_insert;
                DROP TRIGGER migrations_search_delete;
                DROP TRIGGER migrations_search_update;
                DROP TABLE migration_search;
                """);
        }
    }
}
