using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hosting.Migrations.Imap.Fuzzing;

/// <summary>A server that answers as the standards have it, so that what it says is a good beginning for inputs that do not.</summary>
/// <param name="capabilities">What it says it can do.</param>
internal sealed partial class PoliteServer(string capabilities) : Stream
{
    private const string Text = "Subject: hello\r\nMessage-ID: <1@example.com>\r\nDate: Thu, 1 Jan 2026 00:00:00 +0000\r\n\r\nhello\r\n";
    private const string Head = "Subject: hello\r\nMessage-ID: <1@example.com>\r\nDate: Thu, 1 Jan 2026 00:00:00 +0000\r\n\r\n";

    private readonly MemoryStream _said = new();
    private readonly List<byte> _unread = [];
    private readonly StringBuilder _heard = new();
    private int _literal;
    private bool _hasGreeted;

    /// <summary>Servers to begin with, by name.</summary>
    public static IReadOnlyList<(string Name, string Capabilities)> Kinds { get; } =
    [
        ("plain", "IMAP4rev1 AUTH=PLAIN"),
        ("full", "IMAP4rev1 AUTH=PLAIN SASL-IR LITERAL+ MULTIAPPEND UIDPLUS CONDSTORE ESEARCH LIST-EXTENDED LIST-STATUS SPECIAL-USE NAMESPACE APPENDLIMIT=1000000 ENABLE ID UTF8=ACCEPT"),
        ("gmail", "IMAP4rev1 AUTH=PLAIN UIDPLUS CONDSTORE X-GM-EXT-1 SPECIAL-USE NAMESPACE APPENDLIMIT=35651584 ID"),
        ("limited", "IMAP4rev1 AUTH=PLAIN MESSAGELIMIT=2 UIDONLY LITERAL- STATUS=SIZE NAMESPACE"),
    ];

    /// <summary>All that it has said.</summary>
    public byte[] Said => _said.ToArray();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (!_hasGreeted)
        {
            _hasGreeted = true;
            Say("* OK ready\r\n");
        }

        count = Math.Min(count, _unread.Count);
        _unread.CopyTo(0, buffer, offset, count);
        _unread.RemoveRange(0, count);
        return count;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        foreach (var character in Encoding.Latin1.GetString(buffer, offset, count))
        {
            _heard.Append(character);
            if (_literal > 0)
            {
                _literal--;
            }
            else if (character == '\n')
            {
                HearLine();
            }
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // The second side connects to the same server.
    protected override void Dispose(bool disposing)
    {
        _hasGreeted = false;
        base.Dispose(disposing);
    }

    private void HearLine()
    {
        if (Literal().Match(_heard.ToString()) is { Success: true } literal)
        {
            _literal = int.Parse(literal.Groups["size"].ValueSpan, CultureInfo.InvariantCulture);
            if (!literal.Groups["plus"].Success)
            {
                Say("+ go on\r\n");
            }

            return;
        }

        var words = _heard.ToString().TrimEnd().Split(' ', 3);
        _heard.Clear();
        if (words.Length > 1)
        {
            Answer(words[0], words[1].ToUpperInvariant(), words.ElementAtOrDefault(2) ?? string.Empty);
        }
    }

    private void Answer(string tag, string command, string rest)
    {
        var code = string.Empty;
        switch (command)
        {
            case "CAPABILITY":
                Say($"* CAPABILITY {capabilities}\r\n");
                break;
            case "NAMESPACE":
                Say("* NAMESPACE ((\"\" \"/\")) NIL ((\"Shared/\" \"/\"))\r\n");
                break;
            case "LIST" or "LSUB" or "XLIST":
                Say($"* {command} (\\HasNoChildren) \"/\" INBOX\r\n* {command} (\\Sent \\HasNoChildren) \"/\" \"Sent &AOQ-\"\r\n* {command} () \"/\" {{4}}\r\nWork\r\n");
                Say(rest.Contains("STATUS", StringComparison.OrdinalIgnoreCase) ? "* STATUS INBOX (MESSAGES 2 UIDNEXT 9 UIDVALIDITY 7 HIGHESTMODSEQ 5)\r\n" : string.Empty);
                break;
            case "STATUS":
                Say($"* STATUS {rest.Split(" (")[0]} (MESSAGES 2 UIDNEXT 9 UIDVALIDITY 7)\r\n");
                break;
            case "SELECT" or "EXAMINE":
                Say("* 2 EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen \\Answered kept)\r\n* OK [PERMANENTFLAGS (\\Seen kept \\*)] ok\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 9] ok\r\n* OK [HIGHESTMODSEQ 5] ok\r\n");
                code = command == "SELECT" ? "[READ-WRITE] " : "[READ-ONLY] ";
                break;
            case "UID":
                AnswerUid(tag, rest.ToUpperInvariant());
                break;
            case "FETCH":
                Say("* 1 FETCH (UID 3)\r\n* 2 FETCH (UID 4)\r\n");
                break;
            case "APPEND":
                code = "[APPENDUID 7 9:10] ";
                break;
        }

        Say($"{tag} OK {code}done\r\n");
    }

    private void AnswerUid(string tag, string rest)
    {
        if (rest.StartsWith("SEARCH", StringComparison.Ordinal))
        {
            Say(rest.Contains("RETURN", StringComparison.Ordinal) ? $"* ESEARCH (TAG \"{tag}\") UID ALL 3:4\r\n" : "* SEARCH 3 4\r\n");
        }
        else if (rest.Contains("HEADER", StringComparison.Ordinal))
        {
            Say($"* 1 FETCH (UID 3 BODY[HEADER] {{{Head.Length}}}\r\n{Head})\r\n");
        }
        else if (rest.Contains("BODY", StringComparison.Ordinal))
        {
            Say($"* 1 FETCH (UID 3 BODY[] {{{Text.Length}}}\r\n{Text} FLAGS (\\Seen))\r\n* 2 FETCH (BODY[] \"\" UID 4)\r\n");
        }
        else if (rest.StartsWith("FETCH", StringComparison.Ordinal))
        {
            Say($"* 1 FETCH (UID 3 FLAGS (\\Seen kept) INTERNALDATE \" 1-Jan-2026 00:00:00 +0000\" RFC822.SIZE {Text.Length} MODSEQ (4) X-GM-LABELS (\\Inbox \"a b\"))\r\n* 2 FETCH (FLAGS () UID 4)\r\n");
        }
    }

    private void Say(string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        _said.Write(bytes);
        _unread.AddRange(bytes);
    }

    [GeneratedRegex(@"\{(?<size>\d+)(?<plus>\+)?\}\r\n\z")]
    private static partial Regex Literal();
}
