using System.Security.Cryptography;
using System.Text;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Infrastructure.Imap.Connections;
using Hosting.Migrations.Infrastructure.Imap.Faults;
using MailKit;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>Makes folders at the destination, and subscribes to them.</summary>
internal sealed class DestinationFolders(MailConnection destination, Tally tally)
{
    private const int MaxSafeLevel = 60;

    /// <summary>Sees to it that a folder exists at the destination.</summary>
    /// <exception cref="MailFaultException">The destination refuses it under any name.</exception>
    public async Task PrepareAsync(FolderCopy folder, CancellationToken cancellationToken)
    {
        var there = await destination.FindListedAsync(folder.DestinationName, cancellationToken);
        if (there is null || there.Attributes.HasFlag(FolderAttributes.NoSelect))
        {
            there = await MakeUnderSomeNameAsync(folder, cancellationToken);
        }

        if (folder.Route.Source.IsSubscribed && !there.IsSubscribed)
        {
            await destination.RunAsync(token => there.SubscribeAsync(token), cancellationToken);
        }

        folder.IsPrepared = true;
    }

    private async Task<IMailFolder> MakeUnderSomeNameAsync(FolderCopy folder, CancellationToken cancellationToken)
    {
        try
        {
            return await MakeAsync(folder.DestinationName, cancellationToken);
        }
        catch (MailFaultException fault) when (fault.Fault is CopyFault.DestinationRefused or CopyFault.DestinationProtocol)
        {
            var name = ToSafeName(folder.DestinationName);
            var there = await MakeAsync(name, cancellationToken);
            tally.Note($"{folder.Route.Source.Name} became {name}: {fault.Message}");
            folder.DestinationName = name;
            return there;
        }
    }

    private async Task<IMailFolder> MakeAsync(string name, CancellationToken cancellationToken)
    {
        var space = destination.Client.PersonalNamespaces.FirstOrDefault() ?? new FolderNamespace('\0', string.Empty);
        var parent = destination.Client.GetFolder(space);
        var levels = space.DirectorySeparator == '\0' ? [name] : name.Split(space.DirectorySeparator);
        for (var depth = 1; depth <= levels.Length; depth++)
        {
            var path = string.Join(space.DirectorySeparator, levels[..depth]);
            if (path + space.DirectorySeparator != space.Path && path != space.Path)
            {
                var isLast = depth == levels.Length;
                var known = await destination.FindListedAsync(path, cancellationToken);
                parent = known is null || (isLast && known.Attributes.HasFlag(FolderAttributes.NoSelect))
                    ? await MakeAsync(parent, levels[depth - 1], path, holdsMessages: isLast, cancellationToken)
                    : known;
            }
        }

        return parent;
    }

    // A level above that is no folder of the source is made without room for messages, as at the source.
    private async Task<IMailFolder> MakeAsync(IMailFolder parent, string level, string path, bool holdsMessages, CancellationToken cancellationToken)
    {
        IMailFolder? made;
        try
        {
            made = await destination.RunAsync(token => parent.CreateAsync(level, holdsMessages, token), 0, cancellationToken);
        }
        catch (MailFaultException fault) when (!fault.IsTransient)
        {
            // Another connection may have made it just now, and some servers know no folders without messages.
            made = await destination.FindAsync(path, cancellationToken);
            if (made is null && !holdsMessages)
            {
                return await MakeAsync(parent, level, path, holdsMessages: true, cancellationToken);
            }

            made = made ?? throw new MailFaultException(fault.Fault, fault.Message, isTransient: false, fault);
        }

        destination.Add(made ?? throw new MailFaultException(
            CopyFault.DestinationRefused, $"the destination made the folder {path} but does not list it", isTransient: false));
        return made;
    }

    // A name that every server takes, and that no other folder has.
    private string ToSafeName(string name)
    {
        var separator = destination.Client.PersonalNamespaces.FirstOrDefault()?.DirectorySeparator ?? '\0';
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];
        var levels = name.Split(separator).Select(level => string.Concat(level.Select(character => "\"\\*%&~#/".Contains(character, StringComparison.Ordinal) ? '_' : character)).Trim())
            .Select(level => level.Length > MaxSafeLevel ? level[..MaxSafeLevel] : level);
        return $"{string.Join(separator, levels)} ({hash})";
    }
}
