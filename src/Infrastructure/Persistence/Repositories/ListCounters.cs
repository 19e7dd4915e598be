namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

/// <summary>How many migrations a list has, and its version, at one moment.</summary>
internal sealed record ListCounters(long Total, long Version)
{
    /// <summary>What is counted before the first migration.</summary>
    public static ListCounters None { get; } = new(0, 0);

    public static ListCounters operator +(ListCounters one, ListCounters other) => new(one.Total + other.Total, one.Version + other.Version);
}
