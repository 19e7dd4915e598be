using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Infrastructure.Persistence;

internal sealed class DatabaseOutages : IOutages
{
    public string? FindReason(Exception fault) => fault.FindUnreachable() is not { } reason ? null
        : reason.GetBaseException() is var cause && cause == reason ? reason.Message : $"{reason.Message}: {cause.Message}";
}
