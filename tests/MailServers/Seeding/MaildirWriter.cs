using System.Globalization;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.MailServers.Seeding;

/// <summary>Writes folders and messages as Dovecot keeps them with <c>LAYOUT=fs</c>.</summary>
internal sealed class MaildirWriter(string root)
{
    // The file name of a message has room for one letter a keyword.
    private const int MaxKeywords = 26;

    private static readonly Dictionary<string, char> SystemFlags = new(StringComparer.Ordinal)
    {
        [@"\Seen"] = 'S',
        [@"\Answered"] = 'R',
        [@"\Flagged"] = 'F',
        [@"\Deleted"] = 'T',
        [@"\Draft"] = 'D',
    };

    private readonly Dictionary<string, List<string>> _keywords = [];
    private int _number;

    public void AddFolder(string name)
    {
        foreach (var part in (string[])["cur", "new", "tmp"])
        {
            Directory.CreateDirectory(Path.Combine(PathOf(name), part));
        }
    }

    public void Subscribe(IEnumerable<string> names) =>
        File.WriteAllLines(Path.Combine(root, "subscriptions"), names.Select(ModifiedUtf7.Encode));

    /// <summary>Writes a message; false if it has a keyword that there is no letter left for.</summary>
    public bool TryAdd(SeedMessage message)
    {
        var letters = message.Flags.Select(flag => LetterOf(message.Folder, flag)).ToList();
        if (letters.Contains(null))
        {
            return false;
        }

        var content = ToUnixLines(message.Content.Span);
        var sizeOnTheWire = content.Length + content.AsSpan().Count((byte)'\n');
        var name = string.Create(CultureInfo.InvariantCulture, $"{1_600_000_000 + _number}.M{_number}P1.seed,S={content.Length},W={sizeOnTheWire}:2,{string.Concat(letters.Order())}");
        var path = Path.Combine(PathOf(message.Folder), "cur", name);
        _number++;
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, message.Date.UtcDateTime);
        return true;
    }

    private string PathOf(string name) => name is "INBOX" ? root : Path.Combine(root, ModifiedUtf7.Encode(name));

    private char? LetterOf(string folder, string flag)
    {
        if (SystemFlags.TryGetValue(flag, out var letter))
        {
            return letter;
        }

        if (!_keywords.TryGetValue(folder, out var keywords))
        {
            _keywords[folder] = keywords = [];
        }

        if (!keywords.Contains(flag) && keywords.Count < MaxKeywords)
        {
            keywords.Add(flag);
            File.WriteAllLines(Path.Combine(PathOf(folder), "dovecot-keywords"), keywords.Select((keyword, index) => $"{index} {keyword}"));
        }

        var number = keywords.IndexOf(flag);
        return number >= 0 ? (char)('a' + number) : null;
    }

    // Unix keeps mail with LF alone, and so the server has CR to add, as in real life.
    private static byte[] ToUnixLines(ReadOnlySpan<byte> content)
    {
        var lines = new byte[content.Length];
        var length = 0;
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] is not (byte)'\r' || i + 1 == content.Length || content[i + 1] is not (byte)'\n')
            {
                lines[length++] = content[i];
            }
        }

        return lines[..length];
    }
}
