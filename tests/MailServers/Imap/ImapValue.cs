using System.Security.Cryptography;
using System.Text;

namespace Hosting.Migrations.MailServers.Imap;

/// <summary>A part of a response: an atom, a string or a parenthesized list. Text is bytes, read as Latin-1.</summary>
public sealed class ImapValue
{
    private readonly ImapLiteral? _literal;

    internal ImapValue(string text) => Text = text;

    internal ImapValue(ImapLiteral literal) => (Text, _literal) = (literal.Head, literal);

    internal ImapValue(IReadOnlyList<ImapValue> items) => (Text, Items, IsList) = (string.Empty, items, true);

    public string Text { get; }

    public IReadOnlyList<ImapValue> Items { get; } = [];

    public bool IsList { get; }

    public bool IsLiteral => _literal is not null;

    /// <summary>What the string was, whichever way the server sent it.</summary>
    public ImapLiteral AsLiteral() =>
        _literal ?? new ImapLiteral(Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(Text))), Text.Length, Text);

    public override string ToString() => IsList ? $"({string.Join(' ', Items)})" : Text;
}
