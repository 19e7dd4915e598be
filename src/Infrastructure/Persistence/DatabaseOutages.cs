using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Infrastructure.Persistence;

internal sealed class DatabaseOutages : IOutages
{
    public bool IsOutage(Exception fault) => fault.IsUnreachable();
}
