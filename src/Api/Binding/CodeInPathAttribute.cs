using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Api.Binding;

/// <summary>The code of a migration, in the path.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class CodeInPathAttribute() : InPathAttribute(
    "migration_code", MigrationCode.Pattern, "Migration code: MG followed by 8 digits. Anything else is 404.");
