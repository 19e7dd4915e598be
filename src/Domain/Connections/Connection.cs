namespace Hosting.Migrations.Domain.Connections;

/// <summary>A customer's stored way to log in to a provider, for many mailboxes.</summary>
public sealed class Connection
{
    private Connection() => PublicId = Name = FoldedName = RemoteServer = string.Empty;

    /// <summary>The database's key; 0 until stored.</summary>
    public long Id { get; private set; }

    /// <summary>The id by which clients know the connection. See <see cref="ConnectionId"/>.</summary>
    public string PublicId { get; private set; }

    /// <summary>The key of the customer.</summary>
    public long CustomerId { get; private set; }

    /// <summary>The customer's own name for it. See <see cref="ConnectionName"/>.</summary>
    public string Name { get; private set; }

    /// <summary>The name without regard to case, which no two connections of a customer share.</summary>
    public string FoldedName { get; private set; }

    /// <summary>How it logs in; never changes.</summary>
    public ConnectionKind Kind { get; private set; }

    /// <summary>See <see cref="ConnectionSettings.RemoteServer"/>; never changes, nor does what follows: a known secret must not be sent elsewhere.</summary>
    public string RemoteServer { get; private set; }

    /// <summary>See <see cref="ConnectionSettings.Tenant"/>.</summary>
    public string? Tenant { get; private set; }

    /// <summary>See <see cref="ConnectionSettings.ClientId"/>.</summary>
    public string? ClientId { get; private set; }

    /// <summary>See <see cref="ConnectionSettings.TokenEndpoint"/>.</summary>
    public string? TokenEndpoint { get; private set; }

    /// <summary>See <see cref="ConnectionSettings.Scope"/>.</summary>
    public string? Scope { get; private set; }

    /// <summary>See <see cref="ConnectionSettings.User"/>.</summary>
    public string? User { get; private set; }

    /// <summary>See <see cref="ConnectionSettings.Separator"/>.</summary>
    public string? Separator { get; private set; }

    /// <summary>The secret, key or password, encrypted; null for a client that has none.</summary>
    public string? SealedSecret { get; private set; }

    /// <summary>When the connection was added, in UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it was changed last, in UTC.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Whether each mailbox has a consent of its own.</summary>
    public bool NeedsConsent => Kind == ConnectionKind.Oauth2User;

    /// <summary>Makes a connection.</summary>
    /// <param name="customerId">The key of a stored customer.</param>
    /// <param name="name">See <see cref="ConnectionName"/>.</param>
    /// <param name="kind">How it logs in.</param>
    /// <param name="settings">What the kind needs, and nothing else.</param>
    /// <param name="sealedSecret">The secret, encrypted; null for a client that has none.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="ArgumentException">The name, or what the kind needs, breaks its rule.</exception>
    public static Connection Create(
        long customerId, string name, ConnectionKind kind, ConnectionSettings settings, string? sealedSecret, DateTimeOffset now)
    {
        if (!ConnectionNeeds.Of(kind).AreMetBy(settings, sealedSecret is not null))
        {
            throw new ArgumentException($"What was given is not what a connection of the kind {kind} is made of.", nameof(settings));
        }

        var connection = new Connection
        {
            PublicId = ConnectionId.New(),
            CustomerId = customerId,
            Kind = kind,
            RemoteServer = settings.RemoteServer,
            Tenant = settings.Tenant,
            ClientId = settings.ClientId,
            TokenEndpoint = settings.TokenEndpoint,
            Scope = settings.Scope,
            User = settings.User,
            Separator = settings.Separator,
            SealedSecret = sealedSecret,
            CreatedAt = now.ToUniversalTime(),
        };
        connection.Rename(name, now);
        return connection;
    }

    /// <summary>Gives the connection another name. What names it by its id, as mailboxes do, goes on.</summary>
    /// <param name="name">See <see cref="ConnectionName"/>.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="ArgumentException">It breaks its rule.</exception>
    public void Rename(string name, DateTimeOffset now)
    {
        if (!ConnectionName.IsValid(name))
        {
            throw new ArgumentException($"'{name}' is no name of a connection.", nameof(name));
        }

        (Name, FoldedName, UpdatedAt) = (name, ConnectionName.Fold(name), now.ToUniversalTime());
    }

    /// <summary>Has another secret in the place of the one before.</summary>
    /// <param name="sealedSecret">The secret, encrypted.</param>
    /// <param name="clientId">The account to which it belongs, where the secret says so; null = the same as before.</param>
    /// <param name="now">The moment.</param>
    public void ReplaceSecret(string sealedSecret, string? clientId, DateTimeOffset now) =>
        (SealedSecret, ClientId, UpdatedAt) = (sealedSecret, clientId ?? ClientId, now.ToUniversalTime());

    /// <summary>Whether the connection may log in at a server, whatever its port.</summary>
    /// <param name="remoteServer">The server, as a CSV file names it.</param>
    public bool IsFor(string remoteServer) => Migrations.RemoteServer.HostOf(remoteServer) == Migrations.RemoteServer.HostOf(RemoteServer);
}
