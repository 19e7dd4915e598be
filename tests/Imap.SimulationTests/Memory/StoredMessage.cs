using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.SimulationTests.Memory;

/// <summary>A message in a folder.</summary>
/// <param name="Uid">Its UID.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="InternalDate">When it was received.</param>
/// <param name="Flags">Its system flags.</param>
/// <param name="Keywords">Its keywords.</param>
/// <param name="ModSeq">When it was changed last.</param>
internal sealed record StoredMessage(
    uint Uid, byte[] Content, DateTimeOffset InternalDate, SystemFlags Flags, IReadOnlyCollection<string> Keywords, ulong ModSeq)
{
    /// <summary>What the message says, whatever a server has added to it: its last line.</summary>
    public string Text { get; } = System.Text.Encoding.ASCII.GetString(Content).TrimEnd().Split("\r\n")[^1];

    /// <summary>The number in what it says.</summary>
    public int Number => int.Parse(Text.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The date in its header.</summary>
    public DateTimeOffset Written => MimeKit.MimeMessage.Load(new MemoryStream(Content)).Date;
}
