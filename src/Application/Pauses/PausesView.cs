using Hosting.Migrations.Application.Workers;

namespace Hosting.Migrations.Application.Pauses;

/// <summary>Shows what is paused.</summary>
internal sealed class PausesView(IWorkPauses pauses)
{
    public async Task<PausesDto> ShowAsync(CancellationToken cancellationToken)
    {
        var all = await pauses.ListAsync(cancellationToken);
        return new PausesDto(
            all.Where(pause => pause.SourceHost is null).Select(pause => (DateTimeOffset?)pause.PausedAt).FirstOrDefault(),
            [.. all.Where(pause => pause.SourceHost is not null)
                .OrderBy(pause => pause.SourceHost, StringComparer.Ordinal)
                .Select(pause => new PausedHostDto(pause.SourceHost!, pause.PausedAt))]);
    }
}
