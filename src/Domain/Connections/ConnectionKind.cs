namespace Hosting.Migrations.Domain.Connections;

/// <summary>The ways to log in to a provider that a customer can store.</summary>
public enum ConnectionKind
{
    /// <summary>An app that is registered with Microsoft's identity platform, and may read the mailboxes of a tenant (client credentials).</summary>
    Microsoft365App,

    /// <summary>A service account of Google's, which stands in for the users of a domain (JWT bearer, RFC 7523).</summary>
    GoogleServiceAccount,

    /// <summary>A client of any OAuth 2 provider, for which the owner of each mailbox has given consent (refresh tokens, RFC 6749).</summary>
    Oauth2User,

    /// <summary>One user of an IMAP server who may log in on behalf of all others.</summary>
    MasterUser,
}
