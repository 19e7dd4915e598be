using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Causes;

/// <summary>What a fault means to whoever has to mend it.</summary>
/// <param name="IsOfSource">Whether it lies with the source, so that mailboxes of other sources are another matter.</param>
/// <param name="Meaning">What is wrong, to be read after "3 mailboxes:".</param>
/// <param name="WhatToDo">What helps.</param>
internal sealed record CauseAdvice(bool IsOfSource, string Meaning, string WhatToDo)
{
    private const string Repair = "PATCH .../resources/{resource_code}";

    /// <summary>The advice for a fault.</summary>
    /// <param name="fault">The fault; null where the worker died.</param>
    public static CauseAdvice For(CopyFault? fault) => fault switch
    {
        null => Ours("the worker stopped in the middle", "Retry. If it happens again, the log of the worker says why it ended."),
        CopyFault.Dns => Source("the source's name does not resolve", $"Correct the name ({Repair} with remote_server), then retry."),
        CopyFault.AddressRefused => Source("the source's address is not allowed", $"Correct the name ({Repair} with remote_server), or have the operator allow the network."),
        CopyFault.Connect => Source("the source does not answer, or drops connections", "See whether the server is up and lets this service in, then retry."),
        CopyFault.Tls => Source("the source's certificate is not valid", "Name the server as its certificate does, or have the certificate renewed, then retry."),
        CopyFault.Auth => Source("the login is refused", $"Correct user or password ({Repair}). Some providers take an app password only, and IMAP has to be turned on. Then retry."),
        CopyFault.AuthPaused => Source("the same user was refused for other mailboxes, so this one was not tried", $"Give the right password to one of them ({Repair}), or retry when the account works again."),
        CopyFault.ConsentMissing => Source(
            "consent is missing, or has been revoked",
            "Have an administrator of the tenant or domain grant the app what it asks for, or the mailbox's owner consent again, then retry."),
        CopyFault.MailboxPermissionMissing => Source(
            "the token does not open the mailbox",
            "See whether the user is spelt right, and grant the app full access to the mailbox (Exchange: Add-MailboxPermission for its service principal), then retry."),
        CopyFault.ImapDisabled => Source("the provider lets nobody read the mailbox by IMAP", "Turn IMAP on for the mailbox and for its organisation, then retry."),
        CopyFault.TokenRefused => Source("no token is issued", "Correct the connection (POST /api/connections/{connection_id}/test tells whether it works), then retry."),
        CopyFault.Permission => Source("a folder or message may not be read", "Grant the user the right at the source, then retry."),
        CopyFault.Throttled => Source("the source keeps refusing because of too much use", "Retry later, or with fewer connections."),
        CopyFault.Protocol => Source("the source says what IMAP does not allow, or refuses a command", "The message has the server's words. Retry; if it stays, ask whoever runs the source."),
        CopyFault.Incomplete => Source("messages are not accounted for", "Retry. If the number stays, the server hides mail: see its limits for IMAP."),
        CopyFault.Quota => Destination("the mailbox at the destination is full", "Raise its quota, then retry: what is missing is copied then."),
        CopyFault.TooLarge => Destination("messages are larger than the destination takes", "Raise the limit and retry, or leave them: the rest was copied."),
        CopyFault.DestinationDns => Destination("the destination's name does not resolve", "The operator has to correct the destination's settings."),
        CopyFault.DestinationConnect => Destination("the destination does not answer, or drops connections", "See whether the destination is up, then retry."),
        CopyFault.DestinationTls => Destination("the destination's certificate is not valid", "The operator has to renew it, or to correct the destination's settings."),
        CopyFault.DestinationAuth => Destination("the destination refuses the login", "Make the mailbox at the destination, then retry. If all fail, the operator has to look at the master user."),
        CopyFault.DestinationPermission => Destination("a folder at the destination may not be written", "Grant the right at the destination, then retry."),
        CopyFault.DestinationThrottled => Destination("the destination keeps refusing because of too much use", "Retry later."),
        CopyFault.DestinationRefused => Destination("the destination refuses messages or folders", "The report names them with the server's words; the rest was copied."),
        CopyFault.DestinationProtocol => Destination("the destination says what IMAP does not allow", "The message has the server's words. Ask whoever runs the destination."),
        CopyFault.Cancelled => Ours("the migration was called off", "Retry to go on from there."),
        CopyFault.Internal => Ours("this service failed", "Retry. If it stays, the operator finds the details in the log."),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "There is no such fault."),
    };

    private static CauseAdvice Source(string meaning, string whatToDo) => new(IsOfSource: true, meaning, whatToDo);

    private static CauseAdvice Destination(string meaning, string whatToDo) => new(IsOfSource: false, meaning, whatToDo);

    private static CauseAdvice Ours(string meaning, string whatToDo) => new(IsOfSource: false, meaning, whatToDo);
}
