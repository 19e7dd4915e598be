using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Causes;

/// <summary>Asks why mailboxes of a migration failed, and what helps.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record ListCausesQuery(Caller Caller, string Code) : IApiRequest, IRequest<CausesDto>
{
    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class ListCausesQueryHandler(IMigrationRepository migrations, IResourceRepository resources) : IRequestHandler<ListCausesQuery, CausesDto>
{
    public async Task<CausesDto> Handle(ListCausesQuery request, CancellationToken cancellationToken)
    {
        var migration = await migrations.GetForAsync(request.Caller, request.Code, cancellationToken);
        var failed = (await resources.ListAllAsync(migration.Id, cancellationToken)).Where(resource => resource.HasError && resource.FindLatestRun() is not null);
        var causes = failed
            .GroupBy(resource => (resource.FindLatestRun()!.Fault, Server: ServerOf(resource)))
            .Select(group => CauseOf(group.Key.Fault, group.Key.Server, [.. group]))
            .OrderByDescending(cause => cause.Mailboxes)
            .ThenBy(cause => cause.ErrorCode, StringComparer.Ordinal)
            .ThenBy(cause => cause.RemoteServer, StringComparer.Ordinal);
        return new CausesDto(migration.Code, [.. causes]);
    }

    private static string? ServerOf(MigrationResource resource) =>
        CauseAdvice.For(resource.FindLatestRun()!.Fault).IsOfSource ? resource.RemoteServer : null;

    private static CauseDto CauseOf(CopyFault? fault, string? server, List<MigrationResource> failed)
    {
        var (advice, first) = (CauseAdvice.For(fault), failed[0]);
        var error = MigrationResourceProfile.ErrorOf(first)!;
        var count = failed.Count == 1 ? "1 mailbox" : $"{failed.Count} mailboxes";
        return new CauseDto(
            error.Code,
            server,
            $"{count}{(server is null ? string.Empty : $" at {server}")}: {advice.Meaning}",
            advice.WhatToDo,
            failed.Count,
            [.. failed.Select(resource => resource.Code)],
            new CauseExampleDto(first.Code, first.LocalEmail, first.RemoteUsername, error.Message, error.OccurredAt));
    }
}
