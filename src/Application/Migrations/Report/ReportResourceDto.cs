using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Report;

/// <summary>What was done with one mailbox.</summary>
/// <param name="Code">The migration's code and the place in its file.</param>
/// <param name="Status">Where the mailbox stands.</param>
/// <param name="LocalEmail">The mailbox at the destination.</param>
/// <param name="RemoteServer">The source's host name or address, and port.</param>
/// <param name="RemoteUsername">The user at the source.</param>
/// <param name="Runs">The runs so far, in their order.</param>
public sealed record ReportResourceDto(
    string Code, ResourceStatus Status, string LocalEmail, string RemoteServer, string RemoteUsername, IReadOnlyList<ReportRunDto> Runs)
{
    internal static ReportResourceDto Of(MigrationResource resource, IEnumerable<RunReportEntry> lines)
    {
        var linesOfSteps = lines.ToLookup(line => line.Step);
        return new ReportResourceDto(
            resource.Code,
            resource.Status,
            resource.LocalEmail,
            resource.RemoteServer,
            resource.RemoteUsername,
            [.. resource.Runs.Where(run => run.HasNews).OrderBy(run => run.Step).Select(run => ReportRunDto.Of(run, linesOfSteps[run.Step]))]);
    }
}
