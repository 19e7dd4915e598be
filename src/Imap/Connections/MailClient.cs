using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;
using MailKit.Security;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>A connection in IMAP, and what has been heard over it: of the server, of its folders, and of the selected one.</summary>
/// <param name="check">Verifies the server's certificate.</param>
internal sealed class MailClient(CertificateCheck check) : IListener, IDisposable
{
    private WireClient? _wire;
    private SessionFolder? _selected;
    private bool _isReadOnly;
    private bool _hasToldCount;

    /// <summary>Runs commands. To be used once there is a connection.</summary>
    public WireClient Wire => _wire ?? throw new InvalidOperationException("There is no connection yet.");

    public bool IsConnected => _wire is { IsConnected: true };

    /// <summary>Whether nobody on the way can read along.</summary>
    public bool IsWithinTls { get; private set; }

    /// <summary>What was wrong with the server's certificate; null if nothing was.</summary>
    public string? CertificateComplaint => check.Complaint;

    public Capabilities Capabilities => _wire?.Capabilities ?? Capabilities.None;

    public NameCoding Coding { get; } = new();

    public FolderBook Book => field ??= new FolderBook(Coding);

    public FolderSpaces Spaces { get; private set; } = FolderSpaces.None;

    /// <summary>Gets the messages that are described or handed out.</summary>
    public Action<FetchResponse>? OnFetched { get; set; }

    /// <summary>Gets what a search has found.</summary>
    public SearchAnswer? Search { get; set; }

    public string? LastRefusal => _wire?.LastRefusal;

    /// <summary>What the last answer says of a limit (RFC 9738); null if it says nothing of it.</summary>
    public MessageLimit? LastLimit => _wire?.LastAnswer?.Code is { Name: "MESSAGELIMIT" } code ? MessageLimit.Read(code.Rest) : null;

    /// <summary>Agrees on TLS. What is said from then on nobody can read along.</summary>
    public async Task<Stream> EncryptAsync(Stream connection, string host, CancellationToken cancellationToken)
    {
        var encrypted = await Encryption.BeginAsync(connection, host, check, cancellationToken);
        IsWithinTls = true;
        return encrypted;
    }

    /// <summary>Begins the conversation.</summary>
    /// <param name="connection">It is closed with the client.</param>
    /// <param name="forms">What the server has taken before messages; null = it gets none.</param>
    /// <param name="greeting">The server's first words, if they have been read already; empty = they are still to come.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    public async Task GreetAsync(Stream connection, LiteralForms? forms, ReadOnlyMemory<byte> greeting, CancellationToken cancellationToken)
    {
        _wire = new WireClient(connection, forms, this);
        await _wire.GreetAsync(greeting, cancellationToken);
        await AskCapabilitiesAsync(cancellationToken);
    }

    /// <summary>Logs in.</summary>
    /// <exception cref="RefusedException">The server refuses it.</exception>
    public async Task AuthenticateAsync(SaslMechanism mechanism, CancellationToken cancellationToken)
    {
        var command = new WireCommand("AUTHENTICATE") { IsConversation = true }.Atom(mechanism.MechanismName);
        if (mechanism.SupportsInitialResponse && Capabilities.Has("SASL-IR"))
        {
            command.Base64(mechanism.Challenge(null, cancellationToken));
        }

        Wire.DoubtCapabilities();
        await Wire.ConverseAsync(command, challenge => mechanism.Challenge(ScramLimit.Check(mechanism.MechanismName, challenge), cancellationToken) ?? string.Empty, cancellationToken);
        await AskCapabilitiesAsync(cancellationToken);
    }

    /// <summary>Logs in with the command of old (RFC 3501, section 6.2.3).</summary>
    /// <inheritdoc cref="AuthenticateAsync"/>
    public async Task LogInAsync(string user, string password, CancellationToken cancellationToken)
    {
        var command = new WireCommand("LOGIN").String(ToBytes(user)).String(ToBytes(password), mayBeAtom: false);
        Wire.DoubtCapabilities();
        await Wire.RunAsync(command, cancellationToken);
        await AskCapabilitiesAsync(cancellationToken);

        static string ToBytes(string text) => System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Selects a folder, perhaps for less than was asked for (RFC 3501, section 6.3.1).</summary>
    /// <exception cref="WireException">The server does not say how many messages the folder holds: what it said before would be taken for that.</exception>
    public async Task SelectAsync(SessionFolder folder, FolderAccess access, CancellationToken cancellationToken)
    {
        Forget();
        (_selected, _isReadOnly, _hasToldCount) = (folder, access == FolderAccess.ReadOnly, false);
        try
        {
            var command = new WireCommand(_isReadOnly ? "EXAMINE" : "SELECT").String(folder.WireName);
            if (Capabilities.Has("CONDSTORE"))
            {
                command.Open().Atom("CONDSTORE").Close();
            }

            var answer = await Wire.RunAsync(command, cancellationToken);
            if (!_hasToldCount)
            {
                throw new WireException("opens a folder without saying how many messages it holds");
            }

            _isReadOnly |= answer.Code is { Name: "READ-ONLY" };
            folder.Access = _isReadOnly ? FolderAccess.ReadOnly : FolderAccess.ReadWrite;
        }
        catch
        {
            _selected = null;
            throw;
        }
    }

    /// <summary>Leaves the selected folder, as far as this end is concerned.</summary>
    public void Forget()
    {
        if (_selected is { } left)
        {
            (left.Access, _selected) = (FolderAccess.None, null);
        }
    }

    public void Dispose()
    {
        Forget();
        _wire?.Dispose();
    }

    void IListener.Told(ResponseCode code)
    {
        _isReadOnly |= code.Name == "READ-ONLY";
        _selected?.Take(code);
    }

    void IListener.Holds(int messages)
    {
        if (_selected is { } selected)
        {
            (selected.Count, _hasToldCount) = (messages, true);
        }
    }

    void IListener.Lost()
    {
        if (_selected is { Count: > 0 } selected)
        {
            selected.Count--;
        }
    }

    void IListener.Listed(FolderResponse folder) => Book.Note(folder);

    void IListener.ListedUnread() => Book.NoteUnread();

    void IListener.Told(StatusResponse state) => Book.FindKnown(state.Name!)?.Take(state);

    void IListener.Told(NamespaceResponse namespaces) => Spaces = FolderSpaces.Of(namespaces, Coding);

    void IListener.Found(ReadOnlySpan<byte> words) => Search?.Read(words);

    void IListener.Fetched(FetchResponse message) => OnFetched?.Invoke(message);

    private async Task AskCapabilitiesAsync(CancellationToken cancellationToken)
    {
        if (Wire.MayDoOtherThings)
        {
            await Wire.RunAsync(new WireCommand("CAPABILITY"), cancellationToken);
        }
    }
}
