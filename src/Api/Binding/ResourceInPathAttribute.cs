using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Api.Binding;

/// <summary>The code of a mailbox, in the path.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class ResourceInPathAttribute() : InPathAttribute(
    "resource_code", MigrationResource.CodePattern, "Resource code: the migration's code, a dash and a number. Anything else is 404.");
