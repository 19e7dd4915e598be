using Hosting.Migrations.Imap.Sessions;


namespace Hosting.Migrations.Imap.Copying;

/// <summary>What goes with a message to the destination. Where it refuses some of that, the message goes without it: mail comes first.</summary>
/// <param name="WithKeywords">Whether its keywords go with it.</param>
/// <param name="WithFlags">Whether its system flags go with it.</param>
/// <param name="Dating">Its date of arrival.</param>
internal sealed record Company(bool WithKeywords = true, bool WithFlags = true, Dating Dating = Dating.OfArrival)
{
    /// <summary>All that the source tells.</summary>
    public static Company Whole { get; } = new();

    /// <summary>What to try after a refusal, from the least that is given up to the most.</summary>
    /// <param name="message">The message.</param>
    /// <param name="date">The date that it was refused with; null = it had none.</param>
    /// <param name="isDateInDoubt">Whether the date may be what was refused.</param>
    public static IEnumerable<Company> LessThanWhole(FetchedMessage message, DateTimeOffset? date, bool isDateInDoubt)
    {
        if (message.Info.Keywords.Count > 0)
        {
            yield return Whole with { WithKeywords = false };
        }

        var bare = new Company(WithKeywords: false, WithFlags: false);
        var hasFlags = message.Info.Flags != SystemFlags.None;
        if (hasFlags)
        {
            yield return bare;
        }

        if (date is null || !isDateInDoubt)
        {
            yield break;
        }

        if (message.FindDate() is { } written && written != date)
        {
            yield return Whole with { Dating = Dating.OfHeader };
        }

        yield return Whole with { Dating = Dating.None };
        if (hasFlags || message.Info.Keywords.Count > 0)
        {
            yield return bare with { Dating = Dating.None };
        }
    }
}
