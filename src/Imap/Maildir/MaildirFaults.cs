using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;

namespace Hosting.Migrations.Imap.Maildir;

/// <summary>
/// Says what is wrong with a maildir. Each fault concerns one message or one folder, and the rest goes on, unless it is said otherwise.
/// </summary>
internal static class MaildirFaults
{
    /// <summary>What the system has refused.</summary>
    /// <param name="what">To do what.</param>
    /// <param name="fault">What it says.</param>
    public static MailFaultException Of(string what, Exception fault) => fault is UnauthorizedAccessException
        ? new MailFaultException(
            CopyFault.Permission, $"this user may not {what}; run the copy as the maildir's owner: {fault.Message}", isTransient: false, fault)
        : new MailFaultException(CopyFault.Protocol, $"the system could not {what}: {fault.Message}", isTransient: false, fault);

    /// <summary>Something that is not to be opened.</summary>
    public static MailFaultException NoFile(string path) =>
        new(CopyFault.Protocol, $"{path} is no file of its own but a link, a folder, a pipe or a device, and was not opened", isTransient: false);

    public static MailFaultException LeadsOut(string path) =>
        new(CopyFault.Permission, $"{path} leads to a file outside of the maildir, and was not read", isTransient: false);

    public static MailFaultException TooLarge(string path, long length) =>
        new(CopyFault.Protocol, $"{path} has {length:N0} bytes, and a message may have {int.MaxValue:N0}", isTransient: false);

    public static MailFaultException KeepsMoving(string path) =>
        new(CopyFault.Protocol, $"{path} got another name each time that it was to be read; copy again", isTransient: false);

    public static MailFaultException Gone(string folder) =>
        new(CopyFault.Protocol, $"there is no folder {folder} in the maildir any more", isTransient: false);

    public static MailFaultException Replaced(string folder) =>
        new(CopyFault.Protocol, $"the folder {folder} was numbered anew during the copy; the next run goes on with it", isTransient: false);

    /// <summary>What a maildir is never asked to do here.</summary>
    public static MailFaultException ReadOnly() =>
        new(CopyFault.DestinationRefused, "a maildir is only read; name a mailbox on a server as the destination", isTransient: false);

    /// <summary>Ends the copy: without numbers that last nothing is known of what was copied.</summary>
    public static MailFaultException Unnumbered(string path, Exception fault) => new(
        CopyFault.Internal,
        $"the numbers of a folder's messages could not be kept in {path}; make room there, or have XDG_DATA_HOME name another folder: {fault.Message}",
        isTransient: false,
        fault);
}
