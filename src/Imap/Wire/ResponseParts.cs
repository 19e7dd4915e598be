namespace Hosting.Migrations.Imap.Wire;

/// <summary>What reads the words of a response, by its kind, and tells the listener what they mean.</summary>
/// <param name="flight">The commands under way.</param>
/// <param name="listener">Hears of what is no answer to a command.</param>
internal sealed class ResponseParts(CommandFlight flight, IListener listener)
{
    private readonly FolderResponse _folder = new();
    private readonly StatusResponse _state = new();
    private readonly NamespaceResponse _namespaces = new();

    /// <summary>The message that is being told of.</summary>
    public FetchResponse Message { get; } = new();

    /// <summary>Begins with a response.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="number">The number before its name; 0 if there is none.</param>
    /// <param name="name">Its name.</param>
    /// <returns>What reads its words; null if nobody does.</returns>
    public ILexed? Begin(ResponseKind kind, int number, string name)
    {
        switch (kind)
        {
            case ResponseKind.Fetch:
                Message.Begin(number, flight.Query);
                return Message;
            case ResponseKind.Folder:
                _folder.Begin(name.Equals("LSUB", StringComparison.OrdinalIgnoreCase));
                return _folder;
            case ResponseKind.Status:
                _state.Begin();
                return _state;
            case ResponseKind.Namespace:
                _namespaces.Begin();
                return _namespaces;
            default:
                return null;
        }
    }

    /// <summary>Whether a response that ends here can't be read.</summary>
    public bool IsFlawed(ResponseKind kind) => kind switch
    {
        ResponseKind.Fetch => Message.IsFlawed,
        ResponseKind.Folder => _folder.IsFlawed,
        ResponseKind.Status => _state.IsFlawed,
        ResponseKind.Namespace => _namespaces.IsFlawed,
        _ => false,
    };

    /// <summary>A response is complete.</summary>
    /// <param name="kind">What it is about.</param>
    /// <param name="text">All of it but messages and headers.</param>
    /// <exception cref="WireException">It holds a message that nobody asked for.</exception>
    public void Report(ResponseKind kind, ReadOnlySpan<byte> text)
    {
        switch (kind)
        {
            case ResponseKind.Fetch:
                Message.End();
                listener.Fetched(Message);
                break;
            case ResponseKind.Folder:
                listener.Listed(_folder);
                break;
            case ResponseKind.Status:
                listener.Told(_state);
                break;
            case ResponseKind.Namespace:
                listener.Told(_namespaces);
                break;
            case ResponseKind.Search:
                listener.Found(text[2..]);
                break;
            case ResponseKind.Flags when text.IndexOf((byte)'[') is > 0 and var code && ResponseCode.Read(text[code..]) is { } flags:
                listener.Told(flags);
                break;
        }
    }

    /// <summary>A response that can't be read is left out: of folders it is counted how many.</summary>
    public void LeaveOut(ResponseKind kind)
    {
        if (kind == ResponseKind.Folder && !_folder.IsSubscription)
        {
            listener.ListedUnread();
        }
    }
}
