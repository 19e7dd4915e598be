using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>
/// Finds out whether names that differ in the case of INBOX above them, or in a separator at their end, are those of one folder: some servers list a folder in
/// several spellings, others keep a folder under each. Their states tell, and where these are equal, their newest messages.
/// </summary>
/// <param name="ask">Asks for the state that a folder has under its name.</param>
/// <param name="show">Asks for the newest messages that it holds under its name, by their UIDs, with size and date; null where it can't be opened.</param>
internal sealed class Spellings(Func<SessionFolder, Task<SpelledState>> ask, Func<SessionFolder, Task<IReadOnlyList<SpelledMessage>?>> show)
{
    private const int Looks = 3;

    // Each takes some commands. No mailbox has as many, but a server may list any number of names.
    private const int MostComparisons = 200;

    private int _comparisons;

    /// <summary>Leaves of a list of folders each once.</summary>
    /// <param name="folders">The list.</param>
    /// <returns>The names that are other spellings of folders that stay.</returns>
    /// <exception cref="WireException">The server lists more than any mailbox has.</exception>
    public async Task<List<Respelling>> TakeOutAsync(List<SessionFolder> folders)
    {
        var respellings = new List<Respelling>();
        foreach (var alike in folders.Where(folder => folder.Attributes.CanBeOpened()).GroupBy(FolderBook.KeyOf, StringComparer.Ordinal).Where(alike => alike.Skip(1).Any()).ToList())
        {
            var own = new List<SessionFolder>();
            foreach (var folder in alike)
            {
                if (await FindSameAsync(own, folder) is not { } same)
                {
                    own.Add(folder);
                    continue;
                }

                // The one stays under whose name its state is told.
                var (kept, left) = FolderStatus.Told(same) is null && FolderStatus.Told(folder) is not null ? (folder, same) : (same, folder);
                own[own.IndexOf(same)] = kept;
                folders.Remove(left);
                kept.IsSubscribed |= left.IsSubscribed;
                respellings.Add(new Respelling(left.WireName, kept.WireName, left.FullName));
            }
        }

        return respellings;
    }

    private async Task<SessionFolder?> FindSameAsync(List<SessionFolder> own, SessionFolder folder)
    {
        foreach (var other in own)
        {
            if (++_comparisons > MostComparisons)
            {
                throw new WireException("lists too many folders in several spellings");
            }

            if (await AreOneAsync(other, folder))
            {
                return other;
            }
        }

        return null;
    }

    // What changes while it is asked for says nothing. A folder whose state is told under another name than it was asked for, or not at all, has no name of its own.
    // One whose state can't be had may be any: it stays, and its copy succeeds or fails as that of every other.
    private async Task<bool> AreOneAsync(SessionFolder first, SessionFolder second)
    {
        for (var look = 1; ; look++)
        {
            var before = await ask(first);
            var other = await ask(second);
            var after = await ask(first);
            if (before.IsUnknown || other.IsUnknown || after.IsUnknown)
            {
                return false;
            }

            if (before.Told is null || other.Told is null || after.Told is null)
            {
                return true;
            }

            var isLast = look == Looks;
            if (!AreSame(before.Told, after.Told) && !isLast)
            {
                continue;
            }

            if (!AreSame(after.Told, other.Told))
            {
                return false;
            }

            if (after.Told.Messages == 0 || await HoldTheSameAsync(first, second))
            {
                return true;
            }

            if (isLast)
            {
                return false;
            }
        }
    }

    // Where UIDVALIDITY is the same for all folders, two young ones may well have given away as many UIDs, and hold as many messages.
    private async Task<bool> HoldTheSameAsync(SessionFolder first, SessionFolder second) =>
        await show(first) is { } messages && await show(second) is { } others && messages.SequenceEqual(others);

    private static bool AreSame(FolderStatus one, FolderStatus other) =>
        (one.UidValidity, one.UidNext, one.Messages) == (other.UidValidity, other.UidNext, other.Messages);
}

/// <summary>What a server says of a folder under one of the spellings of its name.</summary>
/// <param name="Told">The state; null where it tells none under that spelling.</param>
/// <param name="IsUnknown">Whether it can't be asked, or refuses for another reason than that there is no such folder.</param>
internal readonly record struct SpelledState(FolderStatus? Told, bool IsUnknown = false);

/// <summary>What tells a message of one folder from that of another with its UID.</summary>
/// <param name="Uid">Its UID.</param>
/// <param name="Size">Its size in bytes; null if it is not told.</param>
/// <param name="InternalDate">When it arrived; null if it is not told.</param>
internal readonly record struct SpelledMessage(uint Uid, uint? Size, DateTimeOffset? InternalDate);
