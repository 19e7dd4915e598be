using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Hosting.Migrations.Application.Mailboxes;
using MimeKit;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>A header as it can be compared with what a server has made of it.</summary>
internal sealed class HeaderPrint
{
    // What servers that keep mail in files note for themselves, and change.
    private static readonly FrozenSet<string> Bookkeeping = FrozenSet.ToFrozenSet(
        ["status", "x-status", "x-uid", "x-uidl", "x-imap", "x-imapbase", "x-keywords", "content-length", "lines"], StringComparer.Ordinal);

    private readonly List<HeaderField> _fields;
    private readonly int _noted;
    private readonly bool _isWhole;

    public HeaderPrint(HeaderList headers)
    {
        var all = HeaderExtent.Outline(headers).Select(header => new HeaderField(header)).ToList();
        _isWhole = all.Count == headers.Count;
        _fields = all.FindAll(field => !Bookkeeping.Contains(field.Name));
        _noted = all.Sum(field => field.Length) - _fields.Sum(field => field.Length);
    }

    /// <summary>Those of messages, by UID.</summary>
    public static async Task<Dictionary<uint, HeaderPrint>> ReadAsync(Originals messages, UidSet uids)
    {
        var prints = new Dictionary<uint, HeaderPrint>();
        await messages.Headers(uids, MessageIdentity.AllHeaders, (uid, headers) => prints[uid] = new HeaderPrint(headers));
        return prints;
    }

    /// <summary>Stands for the header in whatever way servers write it: without what they note for themselves, what they fold and what they replace.</summary>
    public string ToDigest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in _fields)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{field.Name}:{field.LooseText}\n"));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>What a server has made of this header, if the other has come of it.</summary>
    public HeaderChanges CompareWith(HeaderPrint stored)
    {
        var (rest, changed, kept) = (new List<HeaderField>(stored._fields), new List<HeaderField>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var field in _fields)
        {
            if (TryTake(rest, other => other.Name == field.Name && field.CanBecome(other)) is null)
            {
                changed.Add(field);
            }
            else
            {
                kept.Add(field.Name);
            }
        }

        // What one of them ends with may stand in the other behind what has been kept of it.
        if (!_isWhole || !stored._isWhole)
        {
            changed.RemoveAll(EndOf(_fields, changed).Contains);
            rest.RemoveAll(EndOf(stored._fields, rest).Contains);
        }

        // What still has the name is the same field with another value.
        var (bytes, marks) = (stored._noted - _noted, new Dictionary<string, string?>(StringComparer.Ordinal));
        foreach (var field in changed)
        {
            var became = TryTake(rest, other => other.Name == field.Name);
            var mark = FieldMark.Of(field, became);
            bytes += (became?.Length ?? 0) - field.Length;
            marks[field.Name] = marks.TryGetValue(field.Name, out var earlier) && earlier != mark ? null : mark;
        }

        kept.ExceptWith(marks.Keys);
        return new HeaderChanges(rest.Select(field => field.Name).ToHashSet(StringComparer.Ordinal), marks, kept, bytes + rest.Sum(field => field.Length));
    }

    private static HashSet<HeaderField> EndOf(List<HeaderField> fields, List<HeaderField> unmatched)
    {
        var left = unmatched.ToHashSet();
        return [.. fields.AsEnumerable().Reverse().TakeWhile(left.Contains)];
    }

    private static HeaderField? TryTake(List<HeaderField> fields, Predicate<HeaderField> match)
    {
        var at = fields.FindIndex(match);
        if (at < 0)
        {
            return null;
        }

        var found = fields[at];
        fields.RemoveAt(at);
        return found;
    }
}
