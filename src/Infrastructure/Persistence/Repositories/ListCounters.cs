namespace Hosting.Migrations.Infrastructure.Persistence.Repositories;

/// <summary>How many migrations a list has, and its version, at one moment.</summary>
internal sealed record ListCounters(long Total, long Version)
{
    /// <summary>Before the first migration there is no counter.</summary>
    public static ListCounters None { get; } = new(0, 0);
}
