namespace Hosting.Migrations.MailServers.Imap;

/// <summary>One response of a server: its text, with <c>{n}</c> where a literal was.</summary>
public sealed class ImapResponse
{
    private readonly IReadOnlyList<ImapLiteral> _literals;

    internal ImapResponse(string text, IReadOnlyList<ImapLiteral> literals) => (Text, _literals) = (text, literals);

    public string Text { get; }

    /// <summary>The parts of the response, such as <c>*</c>, <c>1</c>, <c>FETCH</c> and a list.</summary>
    public IReadOnlyList<ImapValue> Parse() => new ImapParser(Text, _literals).ParseAll();

    public override string ToString() => Text;
}
