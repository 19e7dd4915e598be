namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>A message of a scripted server.</summary>
/// <param name="InternalDate">The text that goes between the quotes, which need not be a date.</param>
public sealed record ScriptedMessage(uint Uid, byte[] Content, string InternalDate, IReadOnlyList<string> Flags)
{
    /// <summary>Further items that FETCH can be asked for, such as <c>X-GM-MSGID</c>, with their text.</summary>
    public IReadOnlyDictionary<string, string> Extras { get; init; } = new Dictionary<string, string>();
}
