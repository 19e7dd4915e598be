using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hosting.Migrations.Imap.Wire;

/// <summary>Reads the lines that a client sends, and decides how the literals behind them leave (RFC 3501, section 4.3; RFC 7888).</summary>
/// <param name="forms">What the server has taken; null = it gets no messages, and every literal waits until it asks for it.</param>
internal sealed partial class OutgoingGate(LiteralForms? forms)
{
    // RFC 7888, section 5: LITERAL-.
    private const long LongestShort = 4096;

    private bool _isContinued;

    /// <summary>The command under way; null if none is.</summary>
    public WireCommand? Command { get; private set; }

    /// <summary>The longest literal that the server takes without being asked, in bytes.</summary>
    public long LongestUnasked { get; private set; }

    /// <summary>Whether every literal waits until the server asks for it.</summary>
    public bool IsCautious { get; set; }

    /// <summary>Bytes of a literal that are still to come from the client.</summary>
    public long LiteralLeft { get; private set; }

    /// <summary>Notes which literals the server takes without being asked.</summary>
    public void Offers(bool literalPlus, bool literalMinus) => LongestUnasked = literalPlus ? long.MaxValue : literalMinus ? LongestShort : -1;

    /// <summary>The command has been answered.</summary>
    public void End() => (Command, _isContinued, LiteralLeft) = (null, false, 0);

    /// <summary>Counts bytes of a literal.</summary>
    public void Passed(int literalBytes) => LiteralLeft -= literalBytes;

    /// <summary>Looks at a whole line before it leaves.</summary>
    /// <returns>The line to send in its place where the literal behind it need not wait; null if it leaves as it is.</returns>
    /// <exception cref="InvalidOperationException">It announces a literal that nobody meant to send.</exception>
    public byte[]? Look(ReadOnlySpan<byte> line)
    {
        if (Command is { IsConversation: true })
        {
            return null;
        }

        if (!_isContinued)
        {
            Command = new WireCommand(line);
        }

        _isContinued = false;
        if (line.TrimEnd("\r\n"u8) is not [.., (byte)'}'])
        {
            return null;
        }

        var text = Encoding.Latin1.GetString(line);
        var literal = LiteralAtEnd().Match(text);
        if (!literal.Success && !LooksLikeLiteral().IsMatch(text))
        {
            // A name may end so.
            return null;
        }

        _isContinued = true;
        Command!.Messages++;
        LiteralLeft = literal.Success ? long.Parse(literal.Groups["length"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

        // A server that has folders with names beyond the grammar gets them back as it sent them.
        if (literal.Success && (forms is null || Command.Name == "LOGIN"))
        {
            Command.Awaited = [];
            return null;
        }

        // Nothing but a message is ever meant to leave as a literal: what else a source brought along must not.
        var before = Command.Name == "APPEND" && literal.Success ? BeforeMessage().Match(text[..literal.Index]) : Match.Empty;
        if (!before.Success)
        {
            throw new InvalidOperationException($"A literal that is no message must not leave in {Command.Name}.");
        }

        var flags = before.Groups["flags"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (IsCautious || LiteralLeft > LongestUnasked || !forms!.Knows(flags))
        {
            Command.Awaited = flags;
            return null;
        }

        Command.HasUnaskedLiteral = true;
        return Encoding.Latin1.GetBytes($"{text[..literal.Index]}{{{literal.Groups["length"].Value}+}}\r\n");
    }

    /// <summary>The server has asked for the literal.</summary>
    public void Asked()
    {
        var command = Command!;
        forms?.Accept(command.Awaited!);
        command.Awaited = null;
    }

    /// <summary>The server has refused the command.</summary>
    public void Refused() => forms?.Refuse();

    [GeneratedRegex(@"\{(?<length>\d{1,18})\}\r\n\z")]
    private static partial Regex LiteralAtEnd();

    [GeneratedRegex(@"\{[0-9+-]*\}\s*\z")]
    private static partial Regex LooksLikeLiteral();

    // The first message of an APPEND, or a further one (RFC 3502).
    [GeneratedRegex("""\A(?:\S+ APPEND (?:"(?:[^"\\\r\n]|\\["\\])*"|[^\s"(){]+))?(?: \((?<flags>[^()"{\r\n]*)\))?(?: "[^"\r\n]*")? \z""")]
    private static partial Regex BeforeMessage();
}
