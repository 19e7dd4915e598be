using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>The platform's own mail server, to which a master user copies. Without <see cref="Host"/> there is none.</summary>
public sealed class DestinationOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Destination";

    /// <summary>Host name or IP address. Default: none.</summary>
    public string Host { get; init; } = string.Empty;

    /// <summary>1 to 65535. Default: 993.</summary>
    public int Port { get; init; } = 993;

    /// <summary>How the connection is protected. Default: TLS.</summary>
    public TransportSecurity Security { get; init; } = TransportSecurity.Tls;

    /// <summary>Whether a certificate that can't be verified is accepted. Default: false.</summary>
    public bool AcceptAnyCertificate { get; init; }

    /// <summary>Who logs in on behalf of every user. Needed where there is a host.</summary>
    public string MasterUser { get; init; } = string.Empty;

    /// <summary>The master user's password. Needed where there is a host; best kept in the environment.</summary>
    public string MasterPassword { get; init; } = string.Empty;

    /// <summary>What joins user and master user into one login, such as <c>*</c>; empty = SASL PLAIN with an authorization identity (RFC 4616). Default: empty.</summary>
    public string MasterSeparator { get; init; } = string.Empty;

    /// <summary>What no user may hold, since it could join user and master user: a login without the configured separator may be tried with the usual one.</summary>
    public string EffectiveSeparator => MasterSeparator.Length > 0 ? MasterSeparator : MailboxAddress.DefaultMasterSeparator;

    /// <summary>A mailbox there, by the master user; null if no destination is configured.</summary>
    /// <param name="email">The owner of the mailbox. Its domain is sent in its one spelling.</param>
    /// <exception cref="AddressRefusedException">The master user's login for this address could be another mailbox's.</exception>
    public MailAccount? FindAccount(string email)
    {
        if (Host.Length == 0)
        {
            return null;
        }

        return MailboxAddress.TryParse(email, EffectiveSeparator, out var address, out var fault)
            ? new MailAccount(
                new MailServer(Host, Port, Security, AcceptAnyCertificate),
                new MailLogin(address.ToString(), new Secret(MasterPassword), MasterUser, MasterSeparator.Length > 0 ? MasterSeparator : null))
            : throw new AddressRefusedException(fault);
    }

    /// <summary>The key of a mailbox there, by which one run at a time writes into it; null if no destination is configured.</summary>
    /// <param name="email">The owner of the mailbox.</param>
    public string? FindKey(string email) => FindMailbox(email) is { } mailbox ? MailboxKey.Of(mailbox) : null;

    /// <summary>A mailbox there, without a way to log in; null if no destination is configured.</summary>
    /// <param name="email">The owner of the mailbox.</param>
    public MailAccount? FindMailbox(string email) =>
        Host.Length == 0 ? null : new MailAccount(new MailServer(Host, Port, Security), new MailLogin(email, new Secret(string.Empty)));

    /// <summary>What is wrong with the settings; null if nothing is. Never tells the password.</summary>
    public string? FindProblem() =>
        Host.Length == 0 ? null
        : Uri.CheckHostName(Host) == UriHostNameType.Unknown ? $"{Section}:{nameof(Host)} must be a host name or an IP address."
        : Port is < 1 or > 65535 ? $"{Section}:{nameof(Port)} must be between 1 and 65535."
        : MasterUser.Length == 0 ? $"{Section}:{nameof(MasterUser)} must be given where there is a host."
        : MasterPassword.Length == 0 ? $"{Section}:{nameof(MasterPassword)} must be given where there is a host."
        : null;
}
