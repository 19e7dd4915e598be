using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Whose folders are where (RFC 2342). A server may name several namespaces of the owner, in any order, or none.</summary>
internal static class Namespaces
{
    private const string Inbox = "INBOX";

    /// <summary>Where new folders go: beside INBOX.</summary>
    public static FolderSpace HomeOf(MailClient client)
    {
        var spaces = PersonalOf(client);
        return spaces.FirstOrDefault(space => space.Path.Length == 0) ?? spaces.FirstOrDefault(HoldsInbox) ?? spaces[0];
    }

    /// <summary>What the names of its folders begin with, the separator included; often empty.</summary>
    public static string PrefixOf(FolderSpace space) =>
        space.Path.Length > 0 ? space.Path.TrimEnd(space.Separator) + space.Separator : string.Empty;

    /// <summary>The owner's folders, each once: those in the owner's namespaces, and those that belong to no namespace at all.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="items">What to ask of their state, where the server tells it along with the names.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="FolderMissingException">The server names no namespace, and no root either.</exception>
    public static async Task<List<SessionFolder>> ListAsync(MailClient client, StateItems items, CancellationToken cancellationToken)
    {
        if (client.Spaces.Personal.Count == 0 && await client.FindRootAsync(cancellationToken) is null)
        {
            throw new FolderMissingException("names no folder from which on it can be asked for all, and does not list this one", string.Empty);
        }

        var folders = await ListAllAsync(client, prefix => client.ListAsync(prefix, items, cancellationToken));
        return TellApart([.. folders.Where(folder => !IsForeign(client, folder)).Distinct()]);
    }

    /// <summary>Has it noted on the folders that their owner subscribes to them, for a server that does not tell it along with the names.</summary>
    public static Task ListSubscribedAsync(MailClient client, CancellationToken cancellationToken) =>
        ListAllAsync(client, prefix => client.ListSubscribedAsync(prefix, cancellationToken));

    /// <summary>The names of shared and public folders.</summary>
    public static async Task<List<string>> ListForeignAsync(MailClient client, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var space in client.Spaces.Foreign)
        {
            try
            {
                var folders = await client.ListAsync(PatternOf(space), StateItems.None, cancellationToken);
                names.AddRange(folders.Where(folder => !folder.Attributes.HasFlag(FolderAttributes.NoSelect) && IsForeign(client, folder)).Select(folder => folder.FullName));
            }
            catch (RefusedException)
            {
                // They are listed for information only.
            }
        }

        return [.. names.Distinct(StringComparer.Ordinal)];
    }

    // From the root on, since folders may lie beside a namespace that has a prefix; where those belong to others, they are left out. Some servers have a root for
    // each namespace only.
    private static async Task<List<SessionFolder>> ListAllAsync(MailClient client, Func<string, Task<List<SessionFolder>>> list)
    {
        var spaces = PersonalOf(client);
        var isAllListed = !spaces.Concat(client.Spaces.Foreign).Any(space => space.Path.Length == 0);
        var folders = isAllListed ? await list(string.Empty) : [];
        foreach (var space in spaces.Where(space => !isAllListed || !folders.Exists(folder => IsIn(space, folder))).ToList())
        {
            folders.AddRange(await list(PatternOf(space)));
        }

        return folders;
    }

    private static string PatternOf(FolderSpace space) =>
        space.WirePath.Length > 0 && space.Separator != '\0' ? space.WirePath.TrimEnd(space.Separator) + space.Separator : space.WirePath;

    private static bool IsIn(FolderSpace space, SessionFolder folder) => LongestPrefix([space], folder) >= 0;

    // Modified UTF-7 (RFC 3501, section 5.1.3) has one spelling for a name, but a server may hold folders in others beside it.
    private static List<SessionFolder> TellApart(List<SessionFolder> folders)
    {
        var (names, taken) = (folders.Select(NameOf).ToHashSet(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        return folders.FindAll(folder =>
        {
            var name = NameOf(folder);
            if (taken.Add(name))
            {
                return true;
            }

            if (name != folder.FullName)
            {
                // INBOX is INBOX however it is spelled.
                return false;
            }

            var number = 2;
            while (!names.Add($"{name} ({number})"))
            {
                number++;
            }

            folder.TellApart($"{name} ({number})");
            return true;
        });
    }

    private static List<FolderSpace> PersonalOf(MailClient client) => client.Spaces.Personal.Count > 0
        ? [.. client.Spaces.Personal.DistinctBy(space => space.Path, StringComparer.Ordinal)]
        : [new FolderSpace(client.Book.RootSeparator ?? '\0', string.Empty, string.Empty)];

    // Where one namespace has no prefix, a server lists the folders of the others in it too: each belongs to that with the longest prefix.
    private static bool IsForeign(MailClient client, SessionFolder folder)
    {
        var others = LongestPrefix(client.Spaces.Foreign, folder);
        return others >= 0 && !IsInbox(folder.FullName) && others > LongestPrefix(client.Spaces.Personal, folder);
    }

    private static int LongestPrefix(IEnumerable<FolderSpace> spaces, SessionFolder folder) => spaces
        .Select(space => space.Path.TrimEnd(space.Separator))
        .Where(path => path.Length == 0 || folder.FullName == path || folder.FullName.StartsWith(path + folder.Separator, IsInbox(path) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
        .Select(path => path.Length)
        .DefaultIfEmpty(-1)
        .Max();

    private static string NameOf(SessionFolder folder) => IsInbox(folder.FullName) ? Inbox : folder.FullName;

    private static bool IsInbox(string name) => name.Equals(Inbox, StringComparison.OrdinalIgnoreCase);

    private static bool HoldsInbox(FolderSpace space) => IsInbox(space.Path.TrimEnd(space.Separator));
}
