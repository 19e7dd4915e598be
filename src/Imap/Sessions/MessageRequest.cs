using MimeKit;

namespace Hosting.Migrations.Imap.Sessions;

/// <summary>What to ask of messages, besides their UIDs.</summary>
/// <param name="Items">What.</param>
/// <param name="HeaderNames">The fields to ask for, where not the whole header is asked for.</param>
internal sealed record MessageRequest(MessageItems Items, params IReadOnlyList<string> HeaderNames)
{
    /// <summary>Asks which messages there are.</summary>
    public static MessageRequest UidOnly { get; } = new(MessageItems.None);

    /// <summary>Asks for those alone that have changed since this state of their folder (RFC 7162, section 3.1.4.1); null = all.</summary>
    public ulong? ChangedSince { get; init; }

    /// <summary>Leaves of a whole header what is asked for.</summary>
    public HeaderList Choose(HeaderList headers)
    {
        if (!Items.HasFlag(MessageItems.Headers))
        {
            foreach (var other in headers.Where(header => !HeaderNames.Contains(header.Field, StringComparer.OrdinalIgnoreCase)).ToList())
            {
                headers.Remove(other);
            }
        }

        return headers;
    }
}
