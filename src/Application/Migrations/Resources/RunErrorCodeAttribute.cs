using Hosting.Migrations.Domain;

namespace Hosting.Migrations.Application.Migrations.Resources;

/// <summary>Says that a text tells why the latest run of a mailbox failed.</summary>
public sealed class RunErrorCodeAttribute() : OneOfAttribute(MigrationResourceProfile.ErrorCodes);
