namespace Hosting.Migrations.Imap.Wire;

/// <summary>Hears what a server says besides its answers to commands. What it is given is to be read at once: it is used again for what comes next.</summary>
internal interface IListener
{
    /// <summary>A status response with a code (RFC 3501, section 7.1).</summary>
    void Told(ResponseCode code);

    /// <summary>The selected folder holds so many messages (EXISTS).</summary>
    void Holds(int messages);

    /// <summary>One message is gone from the selected folder (EXPUNGE).</summary>
    void Lost();

    /// <summary>A folder is listed.</summary>
    void Listed(FolderResponse folder);

    /// <summary>A folder is listed in a way that can't be read.</summary>
    void ListedUnread();

    /// <summary>The state of a folder.</summary>
    void Told(StatusResponse state);

    /// <summary>Where folders are.</summary>
    void Told(NamespaceResponse namespaces);

    /// <summary>What has been found.</summary>
    /// <param name="words">The response, from its name on: <c>SEARCH 5 7</c>.</param>
    void Found(ReadOnlySpan<byte> words);

    /// <summary>A message is described, or handed out.</summary>
    void Fetched(FetchResponse message);
}
