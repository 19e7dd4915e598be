using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Retry;

/// <summary>Picks the mailboxes that a request wants tried again.</summary>
internal static class RetryPick
{
    private const string Resources = "resources";
    private const string ErrorCode = "error_code";
    private const string RemoteServer = "remote_server";

    /// <summary>The mailboxes; null = all that are no success.</summary>
    /// <exception cref="RequestInvalidException">One is not there, or can't be tried again, or none is left.</exception>
    public static IReadOnlyList<MigrationResource>? Of(Migration migration, RetryMigrationCommand request)
    {
        if (request is { Resources: null, ErrorCode: null, RemoteServer: null })
        {
            return null;
        }

        var retryable = migration.FindRetryable();
        FieldError[] faults = [.. request.Resources?.Select(code => FindFault(migration, retryable, code)).OfType<FieldError>() ?? []];
        if (faults.Length > 0)
        {
            throw new RequestInvalidException(faults);
        }

        var picked = retryable
            .Where(resource => IsWanted(resource, request) && resource.HasLogin)
            .ToList();
        var reason = picked.Count == 0 ? "leaves nothing to try again"
            : migration.FindNotBegun().Except(picked).FirstOrDefault() is { } unbegun
                ? $"can't leave out {unbegun.Code}, which had not begun when the migration was cancelled; retry all, or pick that too"
            : null;
        var field = request.ErrorCode is not null ? ErrorCode : request.RemoteServer is not null ? RemoteServer : Resources;
        return reason is null ? picked : throw new RequestInvalidException([new FieldError(field, reason)]);
    }

    /// <summary>The mailboxes of a migration that goes on which wait for a login, as far as the request wants them.</summary>
    public static IReadOnlyList<MigrationResource> OfWaiting(Migration migration, RetryMigrationCommand request) =>
        [.. migration.Resources.Where(resource => resource.WaitsForLogin() && IsWanted(resource, request))];

    private static bool IsWanted(MigrationResource resource, RetryMigrationCommand request) =>
        (request.Resources?.Contains(resource.Code) ?? true)
        && (request.ErrorCode is null || MigrationResourceProfile.ErrorCodeOf(resource) == request.ErrorCode)
        && (request.RemoteServer is null || resource.RemoteServer == request.RemoteServer);

    private static FieldError? FindFault(Migration migration, List<MigrationResource> retryable, string code)
    {
        var resource = migration.Resources.FirstOrDefault(own => own.Code == code);
        var reason = resource is null ? "is no resource of this migration"
            : !retryable.Contains(resource) ? "is a success already"
            : !resource.HasLogin ? "has no password any more; give it one first"
            : null;
        return reason is null ? null : new FieldError(Resources, $"{ForeignText.Clean(code, Mailbox.MaxEmailLength)} {reason}");
    }
}
