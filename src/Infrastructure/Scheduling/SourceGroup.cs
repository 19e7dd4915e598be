namespace Hosting.Migrations.Infrastructure.Scheduling;

/// <summary>The execution group of a source host, whose limit counts over all workers.</summary>
internal static class SourceGroup
{
    public const string Prefix = "source:";

    // What Quartz's column holds.
    private const int MaxLength = 200;

    public static string Of(string host) => $"{Prefix}{host[..Math.Min(host.Length, MaxLength - Prefix.Length)]}";
}
