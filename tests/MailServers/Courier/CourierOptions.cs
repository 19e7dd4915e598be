namespace Hosting.Migrations.MailServers.Courier;

/// <summary>What a Courier is like. The defaults are Debian's, with the mailbox <c>anna</c>.</summary>
public sealed record CourierOptions
{
    public IReadOnlyList<string> Users { get; init; } = ["anna"];
}
