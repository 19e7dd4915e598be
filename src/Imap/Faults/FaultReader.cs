using System.Net.Sockets;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Echoes;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Faults;

/// <summary>Tells what kind of fault an exception is, and whether another try may help.</summary>
/// <param name="side">Which server it talks to.</param>
/// <param name="server">That server.</param>
/// <param name="screen">Hides passwords where the server tells them; some repeat the one that they refuse.</param>
internal sealed class FaultReader(MailSide side, MailServer server, PasswordScreen screen)
{
    /// <summary>Hides passwords where the server tells them.</summary>
    public PasswordScreen Screen => screen;

    /// <summary>Whether it talks to the server that is added to.</summary>
    public bool IsDestination => side == MailSide.Destination;

    private readonly string _who = side == MailSide.Source ? "the source" : "the destination";

    /// <summary>Tells what a fault is.</summary>
    /// <param name="fault">The exception.</param>
    /// <param name="lastRefusal">The server's last words, if they were a refusal.</param>
    public MailFaultException Read(Exception fault, string? lastRefusal) => fault switch
    {
        MailFaultException known => known,
        AccessTokenException token => Make(
            token.Fault, CopyFault.DestinationAuth, $"there is no access token for {_who} {server}: {ToRefusal(token.Message).Words}", token.MayPass, fault),
        WireException { Told: { } told } => Make(
            CopyFault.Protocol, CopyFault.DestinationProtocol, $"{_who} {server} {fault.Message} ({ToRefusal(told).Words})", isTransient: false, fault),
        WireException => Make(CopyFault.Protocol, CopyFault.DestinationProtocol, $"{_who} {server} {fault.Message}", isTransient: false, fault),
        LoginRefusedException refused => Read(ToRefusal(lastRefusal ?? fault.Message), fault, (refusal, _) => LoginRefused(refusal, refused)),
        RefusedException refused => Read(ToRefusal(refused.Answer.Words), fault, CommandRefused),
        FolderMissingException missing => Make(
            CopyFault.Protocol, CopyFault.DestinationRefused, $"{_who} {server} {fault.Message}: {ToRefusal(missing.Folder).Words}", isTransient: false, fault),
        ClosedException when lastRefusal is { } last => Read(ToRefusal(last), fault, Closed),
        IOException when lastRefusal?.StartsWith("BYE", StringComparison.OrdinalIgnoreCase) == true => Read(ToRefusal(lastRefusal), fault, Closed),
        ClosedException or ObjectDisposedException => Make(
            CopyFault.Connect, CopyFault.DestinationConnect, $"{_who} {server} closed the connection", isTransient: true, fault),
        OperationCanceledException or TimeoutException => Make(
            CopyFault.Connect, CopyFault.DestinationConnect, $"{_who} {server} did not answer in time", isTransient: true, fault),
        SocketException or IOException => Make(
            CopyFault.Connect, CopyFault.DestinationConnect, $"the connection to {_who} {server} failed: {fault.Message}", isTransient: true, fault),
        FormatException or ArgumentException => Make(
            CopyFault.Protocol, CopyFault.DestinationProtocol, $"{_who} {server} said something that can't be read", isTransient: false, fault),
        _ => new MailFaultException(CopyFault.Internal, "an unexpected error", isTransient: false, fault),
    };

    /// <summary>A folder is to be changed, and the server opens it for reading only (RFC 3501, section 6.3.1).</summary>
    public MailFaultException ReadOnly(string folder) => new(
        side == MailSide.Source ? CopyFault.Permission : CopyFault.DestinationPermission,
        $"{_who} {server} opens the folder {screen.HideInName(folder)} for reading only; give the mailbox the right to change it",
        isTransient: false);

    /// <summary>A folder that has been listed is not there any more.</summary>
    public MailFaultException Gone(string folder) => Read(new FolderMissingException("lists a folder no more", folder), lastRefusal: null);

    /// <summary>A folder has the name of another one that was there before.</summary>
    public MailFaultException Replaced(string folder) => Read(new FolderMissingException("has replaced a folder", folder), lastRefusal: null);

    private MailFaultException Read(ResponseClassifier refusal, Exception fault, Func<ResponseClassifier, Exception, MailFaultException> otherwise)
    {
        if (refusal.IsOverQuota && side == MailSide.Destination)
        {
            return Make(CopyFault.Quota, CopyFault.Quota, $"the mailbox at {_who} is full: {refusal.Words}", isTransient: false, fault);
        }

        if (refusal.IsThrottling)
        {
            return Make(CopyFault.Throttled, CopyFault.DestinationThrottled, $"{_who} {server} asks to slow down: {refusal.Words}", isTransient: true, fault, refusal.Wait);
        }

        if (refusal.IsAboutImap)
        {
            return Make(CopyFault.ImapDisabled, CopyFault.DestinationAuth, $"{_who} {server} does not open the mailbox by IMAP: {refusal.Words}", isTransient: false, fault);
        }

        // Exchange Online says so for long where the mailbox may not be used, and for a moment where it is moved.
        return refusal.IsWithoutMailbox
            ? Make(CopyFault.MailboxPermissionMissing, CopyFault.DestinationConnect, $"{_who} {server} does not open the mailbox: {refusal.Words}", isTransient: true, fault)
            : refusal.IsUnavailable
            ? Make(CopyFault.Connect, CopyFault.DestinationConnect, $"{_who} {server} can't serve the mailbox now: {refusal.Words}", isTransient: true, fault, refusal.Wait)
            : otherwise(refusal, fault);
    }

    private MailFaultException LoginRefused(ResponseClassifier refusal, LoginRefusedException fault)
    {
        var hint = refusal.WantsAppPassword ? " (an app password is needed)"
            : side == MailSide.Destination ? " (does the mailbox exist there?)"
            : string.Empty;
        return Make(fault.Means, CopyFault.DestinationAuth, $"{_who} {server} refused the login{hint}: {refusal.Words}", isTransient: false, fault);
    }

    private MailFaultException CommandRefused(ResponseClassifier refusal, Exception fault) =>
        refusal.IsForbidden
            ? Make(CopyFault.Permission, CopyFault.DestinationPermission, $"{_who} refused access: {refusal.Words}", isTransient: false, fault)
            : Make(CopyFault.Protocol, CopyFault.DestinationRefused, $"{_who} refused: {refusal.Words}", isTransient: false, fault);

    private MailFaultException Closed(ResponseClassifier refusal, Exception fault) =>
        Make(CopyFault.Connect, CopyFault.DestinationConnect, $"{_who} {server} closed the connection: {refusal.Words}", isTransient: true, fault, refusal.Wait);

    private MailFaultException Make(
        CopyFault atSource, CopyFault atDestination, string reason, bool isTransient, Exception fault, TimeSpan? wait = null) =>
        new(side == MailSide.Source ? atSource : atDestination, reason, isTransient, fault, wait) { IsRefusal = fault is RefusedException };

    private ResponseClassifier ToRefusal(string words) => new(words, screen);
}
