namespace Hosting.Migrations.MailServers.Imap;

/// <summary>A folder as LIST or LSUB names it.</summary>
/// <param name="WireName">The name as it is sent; <see cref="Name"/> is the readable one.</param>
public sealed record ImapFolder(string WireName, IReadOnlyList<string> Attributes)
{
    public string Name => WireName.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? "INBOX" : ModifiedUtf7.Decode(WireName);

    public bool IsSelectable => !Has(@"\Noselect") && !Has(@"\NonExistent");

    private bool Has(string attribute) => Attributes.Contains(attribute, StringComparer.OrdinalIgnoreCase);
}
