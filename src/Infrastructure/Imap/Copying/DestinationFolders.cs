using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.Imap.Connections;
using Hosting.Migrations.Infrastructure.Imap.Faults;
using Hosting.Migrations.Infrastructure.Imap.Folders;
using MailKit;
using MailKit.Net.Imap;

namespace Hosting.Migrations.Infrastructure.Imap.Copying;

/// <summary>Makes folders at the destination, and subscribes to them.</summary>
internal sealed class DestinationFolders(MailConnection destination, Tally tally)
{
    // A name over which the connection breaks is tried twice, since the network may have been at fault.
    private const int TriesUnderOneName = 2;

    private bool _wasThere;

    private FolderNamespace Space => Namespaces.HomeOf(destination.Client);

    private string Shown(string name) => tally.Screen.HideInName(name);

    private char Separator => Space.DirectorySeparator;

    private string Prefix => Space.Path.Length > 0 ? Space.Path.TrimEnd(Separator) + Separator : string.Empty;

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
            await SubscribeAsync(folder, there, cancellationToken);
        }

        folder.IsPrepared = true;
    }

    private async Task SubscribeAsync(FolderCopy folder, IMailFolder there, CancellationToken cancellationToken)
    {
        try
        {
            await destination.RunAsync(token => there.SubscribeAsync(token), cancellationToken);
        }
        catch (MailFaultException fault) when (!fault.IsTransient)
        {
            tally.Note($"{Shown(folder.DestinationName)} is not subscribed to: {fault.Message}");
        }
    }

    private async Task<IMailFolder> MakeUnderSomeNameAsync(FolderCopy folder, CancellationToken cancellationToken)
    {
        var made = await TryMakeAsync(folder, cancellationToken) ?? await MakeUnderSafeNameAsync(folder, cancellationToken);
        if (_wasThere)
        {
            // It was taken for a new one, in which nothing is.
            folder.Candidates = null;
        }

        return made;
    }

    /// <returns>Null if the name won't do.</returns>
    private async Task<IMailFolder?> TryMakeAsync(FolderCopy folder, CancellationToken cancellationToken)
    {
        if (folder.BrokenTries >= TriesUnderOneName && !SafeName.IsSafe(folder.DestinationName, Separator))
        {
            return null;
        }

        try
        {
            return await MakeAsync(folder.DestinationName, cancellationToken);
        }
        catch (MailFaultException fault) when (IsAboutName(fault))
        {
            folder.NameComplaint = fault.Message;
            if (!fault.IsTransient && destination.Client.IsConnected)
            {
                return null;
            }

            // Tried again over a new connection.
            folder.BrokenTries += fault.IsTransient ? 1 : TriesUnderOneName;
            throw new MailFaultException(fault.Fault, fault.Message, isTransient: true, fault);
        }
    }

    private static bool IsAboutName(MailFaultException fault) => fault.IsTransient
        ? fault.Fault is CopyFault.DestinationConnect or CopyFault.DestinationProtocol && fault.InnerException is not ImapCommandException
        : fault.Fault is CopyFault.DestinationRefused or CopyFault.DestinationProtocol;

    private async Task<IMailFolder> MakeUnderSafeNameAsync(FolderCopy folder, CancellationToken cancellationToken)
    {
        var name = SafeName.Of(folder.DestinationName, Prefix, Separator);
        var there = await destination.FindListedAsync(name, cancellationToken);
        _wasThere = there is not null;
        there ??= await MakeAsync(name, cancellationToken);
        tally.Note($"{Shown(folder.Route.Source.Name)} became {Shown(name)}: {folder.NameComplaint}");
        folder.DestinationName = name;
        return there;
    }

    private async Task<IMailFolder> MakeAsync(string name, CancellationToken cancellationToken)
    {
        var space = Space;
        try
        {
            return await CreateAsync(name, cancellationToken);
        }
        catch (MailFaultException fault) when (!fault.IsTransient && space.DirectorySeparator != '\0' && name.Contains(space.DirectorySeparator, StringComparison.Ordinal))
        {
            // Some servers want the levels above first.
            return await MakeByLevelsAsync(space, name, cancellationToken);
        }
    }

    private async Task<IMailFolder> MakeByLevelsAsync(FolderNamespace space, string name, CancellationToken cancellationToken)
    {
        var levels = name.Split(space.DirectorySeparator);
        for (var depth = 1; depth < levels.Length; depth++)
        {
            var path = string.Join(space.DirectorySeparator, levels[..depth]);

            // Another connection may have made it just now, for a folder beside this one.
            if (path + space.DirectorySeparator != Namespaces.PrefixOf(space) && await destination.FindAsync(path, cancellationToken) is null)
            {
                await CreateAsync(path, cancellationToken);
            }
        }

        return await destination.FindAsync(name, cancellationToken) is { } known && !known.Attributes.HasFlag(FolderAttributes.NoSelect)
            ? known
            : await CreateAsync(name, cancellationToken);
    }

    private async Task<IMailFolder> CreateAsync(string path, CancellationToken cancellationToken)
    {
        IMailFolder? made;
        try
        {
            made = await destination.CreateAsync(path, cancellationToken) ?? await destination.AwaitAsync(path, cancellationToken);
        }
        catch (MailFaultException fault) when (!fault.IsTransient)
        {
            // Another connection may have made it just now.
            made = await (Refusal.Of(destination) is { IsAboutExisting: true } ? destination.AwaitAsync(path, cancellationToken) : destination.FindAsync(path, cancellationToken))
                ?? throw new MailFaultException(fault.Fault, fault.Message, isTransient: false, fault);
            _wasThere = true;
        }

        destination.Add(made ?? throw new MailFaultException(
            CopyFault.DestinationRefused, $"the destination made the folder {Shown(path)} but does not list it", isTransient: false));
        return made;
    }
}
