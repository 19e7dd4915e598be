using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>The commands that have to do with folders (RFC 3501, section 6.3).</summary>
internal static class FolderCommands
{
    private static readonly (StateItems Item, string Name)[] States =
    [
        (StateItems.Count, "MESSAGES"), (StateItems.UidNext, "UIDNEXT"), (StateItems.UidValidity, "UIDVALIDITY"), (StateItems.HighestModSeq, "HIGHESTMODSEQ"),
    ];

    /// <summary>Lists all folders whose names begin in a way.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="prefix">What they begin with, each character a byte; empty = anything.</param>
    /// <param name="items">What to ask of their state, where the server tells it along with the names.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public static async Task<List<SessionFolder>> ListAsync(this MailClient client, string prefix, StateItems items, CancellationToken cancellationToken)
    {
        client.Book.Begin();
        await client.Wire.RunAsync(client.WithOptions(new WireCommand("LIST").String(string.Empty).Pattern(prefix), items), cancellationToken);
        return client.Book.ToList();
    }

    /// <summary>Lists the folders to which the owner subscribes, and notes that on them.</summary>
    public static async Task<List<SessionFolder>> ListSubscribedAsync(this MailClient client, string prefix, CancellationToken cancellationToken)
    {
        client.Book.Begin();
        await client.Wire.RunAsync(new WireCommand("LSUB").String(string.Empty).Pattern(prefix), cancellationToken);
        return client.Book.ToList();
    }

    /// <summary>Notes on the folders what they are for (RFC 6154), for a server that does not tell it along with all of them.</summary>
    public static async Task MarkUsesAsync(this MailClient client, CancellationToken cancellationToken)
    {
        var command = client.Capabilities.Has("SPECIAL-USE") && !client.Capabilities.Has("LIST-EXTENDED") ? new WireCommand("LIST").Open().Atom("SPECIAL-USE").Close()
            : client.Capabilities.Has("XLIST") && !client.Capabilities.Has("SPECIAL-USE") ? new WireCommand("XLIST")
            : null;
        if (command is null)
        {
            return;
        }

        try
        {
            client.Book.Begin();
            await client.Wire.RunAsync(command.String(string.Empty).Pattern(string.Empty), cancellationToken);
        }
        catch (RefusedException)
        {
            // They are known by their names then.
        }
    }

    /// <summary>Asks what stands between levels at the root (RFC 3501, section 6.3.8).</summary>
    /// <returns>Null if the server does not tell.</returns>
    public static async Task<char?> FindRootAsync(this MailClient client, CancellationToken cancellationToken)
    {
        if (client.Book.RootSeparator is null)
        {
            await client.Wire.RunAsync(RootQuery(), cancellationToken);
        }

        return client.Book.RootSeparator;
    }

    /// <summary>The question for the root.</summary>
    public static WireCommand RootQuery() => new WireCommand("LIST").String(string.Empty).String(string.Empty);

    /// <summary>The folder of a name as it is spelled on the wire, in whatever case the server lists it; null if there is none.</summary>
    public static async Task<SessionFolder?> FindAsync(this MailClient client, string wireName, CancellationToken cancellationToken)
    {
        client.Book.Begin();
        await client.Wire.RunAsync(client.WithOptions(new WireCommand("LIST").String(string.Empty).String(wireName), StateItems.None), cancellationToken);
        return client.Book.Find(wireName);
    }

    /// <summary>Makes a folder by its full name, with one command. The server makes the levels above by itself (RFC 3501, section 6.3.3).</summary>
    /// <returns>Null if the server does not list it then.</returns>
    public static async Task<SessionFolder?> CreateAsync(this MailClient client, string path, CancellationToken cancellationToken)
    {
        var wireName = client.Coding.Encode(path);
        await client.Wire.RunAsync(new WireCommand("CREATE").String(wireName), cancellationToken);
        return await client.FindAsync(wireName, cancellationToken);
    }

    public static async Task SubscribeAsync(this MailClient client, SessionFolder folder, CancellationToken cancellationToken)
    {
        await client.Wire.RunAsync(new WireCommand("SUBSCRIBE").String(folder.WireName), cancellationToken);
        folder.IsSubscribed = true;
    }

    /// <summary>Leaves the selected folder without changing anything in it (RFC 3691). A server that can't leaves it when another one is selected.</summary>
    public static async Task CloseAsync(this MailClient client, CancellationToken cancellationToken)
    {
        if (client.Capabilities.Has("UNSELECT"))
        {
            await client.Wire.RunAsync(new WireCommand("UNSELECT"), cancellationToken);
        }

        client.Forget();
    }

    /// <summary>Asks for the state of a folder.</summary>
    public static Task StatusAsync(this MailClient client, SessionFolder folder, StateItems items, CancellationToken cancellationToken) =>
        client.Wire.RunAsync(client.WithStates(new WireCommand("STATUS").String(folder.WireName), items), cancellationToken);

    private static WireCommand WithOptions(this MailClient client, WireCommand command, StateItems items)
    {
        var (isExtended, withStates) = (client.Capabilities.Has("LIST-EXTENDED"), items != StateItems.None && client.Capabilities.Has("LIST-STATUS"));
        if (!isExtended && !withStates)
        {
            return command;
        }

        command.Atom("RETURN").Open();
        if (isExtended)
        {
            command.Atom("SUBSCRIBED").Atom("CHILDREN");
        }

        if (isExtended && client.Capabilities.Has("SPECIAL-USE"))
        {
            command.Atom("SPECIAL-USE");
        }

        return (withStates ? client.WithStates(command.Atom("STATUS"), items) : command).Close();
    }

    private static WireCommand WithStates(this MailClient client, WireCommand command, StateItems items)
    {
        command.Open();
        foreach (var (_, name) in States.Where(state => items.HasFlag(state.Item) && (state.Item != StateItems.HighestModSeq || client.Capabilities.Has("CONDSTORE"))))
        {
            command.Atom(name);
        }

        return command.Close();
    }
}
