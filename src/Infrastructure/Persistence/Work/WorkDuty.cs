namespace Hosting.Migrations.Infrastructure.Persistence.Work;

/// <summary>Something that one worker at a time does for all, until its time is up or it stands aside.</summary>
internal sealed class WorkDuty
{
    public const int MaxNameLength = 50;

    public required string Name { get; init; }

    public required string Worker { get; set; }

    public required DateTimeOffset Until { get; set; }
}
