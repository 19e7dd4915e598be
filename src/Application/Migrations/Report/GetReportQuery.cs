using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Resources;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.Report;

/// <summary>Asks what a migration has done with each mailbox, and for each message that it did not copy why.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Code">The migration's code.</param>
public sealed record GetReportQuery(Caller Caller, string Code) : IApiRequest, IRequest<ReportDto>
{
    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable => [];
}

internal sealed class GetReportQueryHandler(IMigrationRepository migrations, IResourceRepository resources, IRunReportRepository reports)
    : IRequestHandler<GetReportQuery, ReportDto>
{
    public async Task<ReportDto> Handle(GetReportQuery request, CancellationToken cancellationToken)
    {
        var migration = await migrations.GetForAsync(request.Caller, request.Code, cancellationToken);
        var rows = await resources.ListAllAsync(migration.Id, cancellationToken);
        return new ReportDto
        {
            Code = migration.Code,
            Status = migration.Status,
            StatusDetail = MigrationProfile.DetailOf(migration.IsCancelled, migration.IsPaused, migration.Step),
            Resources = ReadAsync(rows, reports.ReadAsync(migration.Id)),
        };
    }

    /// <summary>Deals the lines, which come in the order of the resources, out to them; no more than one resource's are held at a time.</summary>
    private static async IAsyncEnumerable<ReportResourceDto> ReadAsync(
        IReadOnlyList<MigrationResource> resources, IAsyncEnumerable<RunReportEntry> lines)
    {
        await using var line = lines.GetAsyncEnumerator();
        var isThere = await line.MoveNextAsync();
        foreach (var resource in resources)
        {
            var own = new List<RunReportEntry>();
            while (isThere && line.Current.ResourceId == resource.Id)
            {
                own.Add(line.Current);
                isThere = await line.MoveNextAsync();
            }

            yield return ReportResourceDto.Of(resource, own);
        }
    }
}
