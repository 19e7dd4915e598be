namespace Hosting.Migrations.Domain.Migrations;

/// <summary>Why a mailbox or a message could not be copied.</summary>
public enum CopyFault
{
    /// <summary>The source's name does not resolve.</summary>
    Dns,

    /// <summary>The source's address is one that the service must not connect to, such as a private one.</summary>
    AddressRefused,

    /// <summary>The source does not answer, or drops the connection again and again.</summary>
    Connect,

    /// <summary>The source's certificate is not valid, or TLS could not be agreed on.</summary>
    Tls,

    /// <summary>The source refuses the login.</summary>
    Auth,

    /// <summary>The source has refused the same user's login for other mailboxes; it is not tried for this one, so that the account is not locked.</summary>
    AuthPaused,

    /// <summary>There is no token for the source, since an administrator or the mailbox's owner has not consented, or no longer does.</summary>
    ConsentMissing,

    /// <summary>There is a token, but it does not open the mailbox: there is no such mailbox, or the app may not use it.</summary>
    MailboxPermissionMissing,

    /// <summary>The provider lets nobody read the mailbox by IMAP.</summary>
    ImapDisabled,

    /// <summary>Whoever issues tokens for the source refuses one, or answers what is none.</summary>
    TokenRefused,

    /// <summary>The source refuses access to a folder or message.</summary>
    Permission,

    /// <summary>The source keeps refusing because of too much use.</summary>
    Throttled,

    /// <summary>The source says something that IMAP does not allow, or refuses a command.</summary>
    Protocol,

    /// <summary>The source showed less than its folder holds, or the destination less than it has to be compared with, or the copy ended before all was copied.</summary>
    Incomplete,

    /// <summary>The destination's quota is used up.</summary>
    Quota,

    /// <summary>The message is larger than the destination takes.</summary>
    TooLarge,

    /// <summary>The destination's name does not resolve.</summary>
    DestinationDns,

    /// <summary>The destination does not answer, or drops the connection again and again.</summary>
    DestinationConnect,

    /// <summary>The destination's certificate is not valid, or TLS could not be agreed on.</summary>
    DestinationTls,

    /// <summary>The destination refuses the login; the mailbox may not exist there.</summary>
    DestinationAuth,

    /// <summary>The destination refuses access to a folder.</summary>
    DestinationPermission,

    /// <summary>The destination keeps refusing because of too much use.</summary>
    DestinationThrottled,

    /// <summary>The destination refuses a message or a folder.</summary>
    DestinationRefused,

    /// <summary>The destination says something that IMAP does not allow.</summary>
    DestinationProtocol,

    /// <summary>The copy was called off.</summary>
    Cancelled,

    /// <summary>Our own fault: a full disk, a database that is down, a bug.</summary>
    Internal,
}
