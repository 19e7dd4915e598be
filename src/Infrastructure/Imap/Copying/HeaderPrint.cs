using System.Collections.Frozen;
using MimeKit;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>A header as it can be compared with what a server has made of it.</summary>
internal sealed class HeaderPrint
{
    // What servers that keep mail in files note for themselves, and change.
    private static readonly FrozenSet<string> Bookkeeping = FrozenSet.ToFrozenSet(
        ["status", "x-status", "x-uid", "x-uidl", "x-imap", "x-imapbase", "x-keywords", "content-length", "lines"], StringComparer.Ordinal);

    private readonly List<HeaderField> _fields;
    private readonly int _noted;

    public HeaderPrint(HeaderList headers)
    {
        var all = headers.Select(header => new HeaderField(header)).ToList();
        _fields = all.FindAll(field => !Bookkeeping.Contains(field.Name));
        _noted = all.Sum(field => field.Length) - _fields.Sum(field => field.Length);
        IsStrong = _fields.Exists(field => field.Name is "message-id" or "date");
    }

    /// <summary>Whether it says when the message was written, or which one it is.</summary>
    public bool IsStrong { get; }

    /// <summary>What a server has added to this header; null if the other header can't have come of it.</summary>
    public AddedFields? FindAdded(HeaderPrint stored)
    {
        if (stored._fields.Count < _fields.Count)
        {
            return null;
        }

        var rest = new List<HeaderField>(stored._fields);
        foreach (var field in _fields)
        {
            var at = rest.FindIndex(other => other.Name == field.Name && field.CanBecome(other));
            if (at < 0)
            {
                return null;
            }

            rest.RemoveAt(at);
        }

        return new AddedFields([.. rest.Select(field => field.Name).Order(StringComparer.Ordinal)], rest.Sum(field => field.Length) + stored._noted - _noted);
    }
}
