using MailKit;
using MailKit.Net.Imap;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>Whose folders are where (RFC 2342). A server may name several namespaces of the owner, in any order, or none.</summary>
internal static class Namespaces
{
    private const string Inbox = "INBOX";

    /// <summary>Where new folders go: beside INBOX.</summary>
    public static FolderNamespace HomeOf(ImapClient client)
    {
        var spaces = PersonalOf(client);
        return spaces.FirstOrDefault(space => space.Path.Length == 0) ?? spaces.FirstOrDefault(HoldsInbox) ?? spaces[0];
    }

    /// <summary>What the names of its folders begin with, the separator included; often empty.</summary>
    public static string PrefixOf(FolderNamespace space) =>
        space.Path.Length > 0 ? space.Path.TrimEnd(space.DirectorySeparator) + space.DirectorySeparator : string.Empty;

    /// <summary>The owner's folders, each once: those in the owner's namespaces, and those that belong to no namespace at all.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="items">What to ask of their state, where the server tells it along with the names.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public static async Task<List<IMailFolder>> ListAsync(ImapClient client, StatusItems items, CancellationToken cancellationToken)
    {
        var folders = new List<IMailFolder>();
        try
        {
            if (client.PersonalNamespaces.Count == 0)
            {
                // MailKit lists below what it knows only, and this makes it know the root.
                await client.GetFolderAsync(string.Empty, cancellationToken);
            }

            var isAllListed = await TryListAllAsync(client, items, subscribedOnly: false, folders, cancellationToken);
            foreach (var space in PersonalOf(client).Where(space => !isAllListed || !folders.Exists(folder => IsIn(space, folder))))
            {
                folders.AddRange(await client.GetFoldersAsync(space, items, subscribedOnly: false, cancellationToken));
            }
        }
        catch (FolderNotFoundException fault)
        {
            throw new FolderNotFoundException("names no folder from which on it can be asked for all, and does not list this one", fault.FolderName);
        }

        return TellApart([.. folders.Where(folder => !IsForeign(client, folder)).Distinct()]);
    }

    /// <summary>Has MailKit note on the folders that their owner subscribes to them, for a server that does not tell it along with the names.</summary>
    public static async Task ListSubscribedAsync(ImapClient client, CancellationToken cancellationToken)
    {
        var folders = new List<IMailFolder>();
        var isAllListed = await TryListAllAsync(client, StatusItems.None, subscribedOnly: true, folders, cancellationToken);
        foreach (var space in PersonalOf(client).Where(space => !isAllListed || !folders.Exists(folder => IsIn(space, folder))))
        {
            await client.GetFoldersAsync(space, StatusItems.None, subscribedOnly: true, cancellationToken);
        }
    }

    /// <summary>The names of shared and public folders.</summary>
    public static async Task<List<string>> ListForeignAsync(ImapClient client, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        foreach (var space in client.SharedNamespaces.Concat(client.OtherNamespaces))
        {
            try
            {
                var folders = await client.GetFoldersAsync(space, StatusItems.None, subscribedOnly: false, cancellationToken);
                names.AddRange(folders.Where(folder => (folder.Attributes & FolderAttributes.NoSelect) == 0 && IsForeign(client, folder)).Select(folder => folder.FullName));
            }
            catch (Exception fault) when (fault is ImapCommandException or FolderNotFoundException)
            {
                // They are listed for information only.
            }
        }

        return [.. names.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Lists from the root on, since folders may lie beside a namespace that has a prefix. Where those belong to others, they are left out.</summary>
    /// <returns>False if it can't be done or need not be.</returns>
    private static async Task<bool> TryListAllAsync(
        ImapClient client, StatusItems items, bool subscribedOnly, List<IMailFolder> folders, CancellationToken cancellationToken)
    {
        var spaces = PersonalOf(client);
        if (spaces.Exists(space => space.Path.Length == 0) || client.SharedNamespaces.Concat(client.OtherNamespaces).Any(space => space.Path.Length == 0))
        {
            return false;
        }

        try
        {
            // MailKit lists below what it knows only; as a rule it knows the root as that above INBOX.
            await client.GetFolderAsync(string.Empty, cancellationToken);
            var root = new FolderNamespace(HomeOf(client).DirectorySeparator, string.Empty);
            folders.AddRange(await client.GetFoldersAsync(root, items, subscribedOnly, cancellationToken));
            return true;
        }
        catch (FolderNotFoundException)
        {
            // The server has a root for each namespace only.
            return false;
        }
    }

    private static bool IsIn(FolderNamespace space, IMailFolder folder) => LongestPrefix([space], folder) >= 0;

    // Modified UTF-7 (RFC 3501, section 5.1.3) has one spelling for a name, but a server may hold folders in others beside it.
    private static List<IMailFolder> TellApart(List<IMailFolder> folders)
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

            ((SessionFolder)folder).TellApart($"{name} ({number})");
            return true;
        });
    }

    private static List<FolderNamespace> PersonalOf(ImapClient client) => client.PersonalNamespaces.Count > 0
        ? [.. client.PersonalNamespaces.DistinctBy(space => space.Path, StringComparer.Ordinal)]
        : [new FolderNamespace(client.Inbox?.DirectorySeparator ?? '\0', string.Empty)];

    // Where one namespace has no prefix, a server lists the folders of the others in it too: each belongs to that with the longest prefix.
    private static bool IsForeign(ImapClient client, IMailFolder folder)
    {
        var others = LongestPrefix(client.SharedNamespaces.Concat(client.OtherNamespaces), folder);
        return others >= 0 && !IsInbox(folder.FullName) && others > LongestPrefix(client.PersonalNamespaces, folder);
    }

    private static int LongestPrefix(IEnumerable<FolderNamespace> spaces, IMailFolder folder) => spaces
        .Select(space => space.Path.TrimEnd(space.DirectorySeparator))
        .Where(path => path.Length == 0 || folder.FullName == path || folder.FullName.StartsWith(path + folder.DirectorySeparator, IsInbox(path) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
        .Select(path => path.Length)
        .DefaultIfEmpty(-1)
        .Max();

    private static string NameOf(IMailFolder folder) => IsInbox(folder.FullName) ? Inbox : folder.FullName;

    private static bool IsInbox(string name) => name.Equals(Inbox, StringComparison.OrdinalIgnoreCase);

    private static bool HoldsInbox(FolderNamespace space) => IsInbox(space.Path.TrimEnd(space.DirectorySeparator));
}
