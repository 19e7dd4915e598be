using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Messages;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Counts the flags and keywords that one mailbox has lost on the way. Whoever has it holds the counters' lock.</summary>
/// <param name="screen">Hides passwords in the examples.</param>
internal sealed class FlagCounters(PasswordScreen screen)
{
    private const int MaxExamples = 5;
    private const int MaxExampleLength = 40;

    private readonly List<string> _examples = [];
    private long _dropped;
    private long _messages;
    private long _refused;
    private string? _reason;

    /// <summary>How many flags have not even been read, since a message had too many of them.</summary>
    public long Unread { get; set; }

    /// <summary>How many keywords the destination does not take.</summary>
    public long RefusedKeywords { get; set; }

    /// <summary>How many messages have been copied without their flags, since the destination refused them with those.</summary>
    public long Withheld { get; set; }

    /// <summary>Notes the flags of a message that may not be sent on.</summary>
    public void Drop(KeywordSet tags)
    {
        (_dropped, _messages) = (_dropped + tags.Dropped, _messages + 1);
        _examples.AddRange(tags.Examples
            .Select(flag => ForeignText.Clean(screen.HideInName(flag), MaxExampleLength))
            .Where(flag => !_examples.Contains(flag, StringComparer.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Take(MaxExamples - _examples.Count));
    }

    /// <summary>Notes messages whose changed flags the destination does not take.</summary>
    public void Refuse(int messages, string reason) => (_refused, _reason) = (_refused + messages, _reason ?? reason);

    public IEnumerable<string> ToNotes()
    {
        if (_dropped > 0)
        {
            yield return $"{_dropped + Unread} flags on {_messages} messages were dropped, since they are none by the rules of IMAP, too long or too many, such as {string.Join(", ", _examples)}";
        }

        if (RefusedKeywords > 0)
        {
            yield return $"{RefusedKeywords} keywords were dropped, since the destination does not take them";
        }

        if (Withheld > 0)
        {
            yield return $"{Withheld} messages were copied without their flags, since the destination refused them with those";
        }

        if (_refused > 0)
        {
            yield return $"the changed flags of {_refused} messages were not copied: {_reason}";
        }
    }
}
