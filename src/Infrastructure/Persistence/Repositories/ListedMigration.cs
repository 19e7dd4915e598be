using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

/// <summary>A migration, and what the counters said in the same statement, and so at the same moment.</summary>
internal sealed record ListedMigration(Migration Migration, long Total, long Version);
