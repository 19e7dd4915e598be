namespace Hosting.Migrations.Cli.Client;

/// <summary>The service does not do what it was asked for.</summary>
/// <param name="exitCode">One of <see cref="Cli.ExitCode"/>.</param>
/// <param name="lines">Why, each a sentence.</param>
internal sealed class ServiceException(int exitCode, params IReadOnlyList<string> lines) : Exception(string.Join("; ", lines))
{
    public int ExitCode { get; } = exitCode;

    public IReadOnlyList<string> Lines { get; } = lines;
}
