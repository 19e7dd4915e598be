namespace Hosting.Migrations.MailServers.Comparing;

/// <summary>One difference. The folder is the destination's.</summary>
public sealed record MailboxDifference(DifferenceKind Kind, string Folder, string Detail = "")
{
    public override string ToString() => $"{Kind} '{Folder}' {Detail}".TrimEnd();
}
