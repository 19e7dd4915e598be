using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Imap.Faults;
using Hosting.Migrations.Imap.Folders;
using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>Makes folders at the destination, and subscribes to them.</summary>
/// <param name="destination">The connection.</param>
/// <param name="routes">All folders that are copied, of which no two become one.</param>
/// <param name="counters">Hears of other names.</param>
internal sealed class DestinationFolders(IMailSession destination, IReadOnlyList<FolderRoute> routes, CopyCounters counters)
{
    // A name over which the connection breaks is tried twice, since the network may have been at fault.
    private const int TriesUnderOneName = 2;

    private bool _wasThere;

    private string Shown(string name) => counters.Screen.HideInName(name);

    /// <summary>Sees to it that a folder exists at the destination.</summary>
    /// <exception cref="MailFaultException">The destination refuses it under any name.</exception>
    public async Task PrepareAsync(FolderCopy folder, CancellationToken cancellationToken)
    {
        var there = await destination.FindListedAsync(folder.DestinationName, cancellationToken);
        if (there is null || there.Attributes.HasFlag(FolderAttributes.NoSelect) || !Exists(there))
        {
            there = await MakeUnderSomeNameAsync(folder, cancellationToken);
        }

        if (folder.Route.Source.IsSubscribed && !there.IsSubscribed)
        {
            await SubscribeAsync(folder, there, cancellationToken);
        }

        folder.IsPrepared = true;
    }

    private async Task SubscribeAsync(FolderCopy folder, ISessionFolder there, CancellationToken cancellationToken)
    {
        try
        {
            await destination.SubscribeAsync(there, cancellationToken);
        }
        catch (MailFaultException fault) when (!fault.IsTransient)
        {
            counters.Note($"{Shown(folder.DestinationName)} is not subscribed to: {fault.Message}");
        }
    }

    private async Task<ISessionFolder> MakeUnderSomeNameAsync(FolderCopy folder, CancellationToken cancellationToken)
    {
        var made = await TryMakeAsync(folder, cancellationToken) ?? await MakeUnderSafeNameAsync(folder, cancellationToken);
        if (_wasThere)
        {
            // It was taken for a new one, in which nothing is.
            folder.MeetOldDestination();
        }

        return made;
    }

    /// <returns>Null if the name won't do.</returns>
    private async Task<ISessionFolder?> TryMakeAsync(FolderCopy folder, CancellationToken cancellationToken)
    {
        if (folder.BrokenTries >= TriesUnderOneName && !SafeName.IsSafe(folder.DestinationName, destination.Separator))
        {
            return null;
        }

        try
        {
            var made = await MakeInSomeTryAsync(folder.DestinationName, cancellationToken);
            if (IsOfAnother(folder, made))
            {
                folder.NameComplaint = "names that differ by case alone are one to the destination, and another folder has this one";
                return null;
            }

            folder.DestinationName = made.FullName;
            return made;
        }
        catch (MailFaultException fault) when (IsAboutName(fault))
        {
            folder.NameComplaint = fault.Message;
            if (!fault.IsTransient && destination.IsConnected)
            {
                return null;
            }

            // Tried again over a new connection.
            folder.BrokenTries += fault.IsTransient ? 1 : TriesUnderOneName;
            throw new MailFaultException(fault.Fault, fault.Message, isTransient: true, fault);
        }
    }

    // The server may spell a folder as it spells the one above it, or as its owner did.
    private bool IsOfAnother(FolderCopy folder, ISessionFolder made) => made.FullName != folder.DestinationName
        && routes.Any(route => route != folder.Route && route.Destination.Equals(made.FullName, StringComparison.OrdinalIgnoreCase));

    private static bool IsAboutName(MailFaultException fault) => fault.IsTransient
        ? fault.Fault is CopyFault.DestinationConnect or CopyFault.DestinationProtocol && !fault.IsRefusal
        : fault.Fault is CopyFault.DestinationRefused or CopyFault.DestinationProtocol;

    private async Task<ISessionFolder> MakeUnderSafeNameAsync(FolderCopy folder, CancellationToken cancellationToken)
    {
        var there = await FindOrMakeUnderSafeNameAsync(folder.DestinationName, cancellationToken);
        counters.Note($"{Shown(folder.Route.Source.Name)} became {Shown(there.FullName)}: {folder.NameComplaint}");
        folder.DestinationName = there.FullName;
        return there;
    }

    // Some destinations cut names, or spell their letters in another way than they were given, and then don't know them.
    private async Task<ISessionFolder> FindOrMakeUnderSafeNameAsync(string name, CancellationToken cancellationToken)
    {
        var (prefix, separator) = (destination.Prefix, destination.Separator);
        try
        {
            return await FindOrMakeAsync(SafeName.Of(name, prefix, separator), cancellationToken);
        }
        catch (MailFaultException fault) when (!fault.IsTransient && IsAboutName(fault) && destination.IsConnected)
        {
            return await FindOrMakeAsync(SafeName.Plain(name, prefix, separator), cancellationToken);
        }
    }

    private async Task<ISessionFolder> FindOrMakeAsync(string name, CancellationToken cancellationToken)
    {
        var there = await destination.FindListedAsync(name, cancellationToken);
        _wasThere = there is not null;
        return there ?? await MakeAsync(name, cancellationToken);
    }

    // A name in which nothing is doubtful may have been refused for a reason that is gone a moment later, and another name would be for good.
    private async Task<ISessionFolder> MakeInSomeTryAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await MakeAsync(name, cancellationToken);
        }
        catch (MailFaultException fault) when (!fault.IsTransient && IsAboutName(fault) && destination.IsConnected && SafeName.IsSafe(name, destination.Separator))
        {
            return await MakeAsync(name, cancellationToken);
        }
    }

    private async Task<ISessionFolder> MakeAsync(string name, CancellationToken cancellationToken)
    {
        var (prefix, separator) = (destination.Prefix, destination.Separator);
        try
        {
            return await CreateAsync(name, cancellationToken);
        }
        catch (MailFaultException fault) when (!fault.IsTransient && separator != '\0' && name.Contains(separator, StringComparison.Ordinal))
        {
            // Some servers want the levels above first.
            return await MakeByLevelsAsync(prefix, separator, name, cancellationToken);
        }
    }

    private async Task<ISessionFolder> MakeByLevelsAsync(string prefix, char separator, string name, CancellationToken cancellationToken)
    {
        var levels = name.Split(separator);
        for (var depth = 1; depth < levels.Length; depth++)
        {
            var path = string.Join(separator, levels[..depth]);

            // Another connection may have made it just now, for a folder beside this one.
            if (path + separator != prefix && await destination.FindInAnySpellingAsync(path, cancellationToken) is null)
            {
                await CreateAsync(path, cancellationToken);
            }
        }

        return await FindAsync(name, cancellationToken) is { } known && !known.Attributes.HasFlag(FolderAttributes.NoSelect)
            ? known
            : await CreateAsync(name, cancellationToken);
    }

    /// <returns>The folder, perhaps in another spelling.</returns>
    private async Task<ISessionFolder> CreateAsync(string path, CancellationToken cancellationToken)
    {
        ISessionFolder? made;
        try
        {
            made = await destination.CreateAsync(path, cancellationToken) ?? await AwaitAsync(path, cancellationToken);
        }
        catch (MailFaultException fault) when (!fault.IsTransient)
        {
            // Another connection may have made it just now.
            made = await (destination.LastRefusal is { IsAboutExisting: true } ? AwaitAsync(path, cancellationToken) : FindAsync(path, cancellationToken))
                ?? throw new MailFaultException(fault.Fault, fault.Message, isTransient: false, fault);
            _wasThere = true;
        }

        destination.Add(made ?? throw new MailFaultException(
            CopyFault.DestinationRefused, $"the destination made the folder {Shown(path)} but does not list it", isTransient: false));
        _wasThere |= made.FullName != path;
        return made;
    }

    private async Task<ISessionFolder?> AwaitAsync(string path, CancellationToken cancellationToken) =>
        await FindAsync(path, cancellationToken) ?? (await destination.AwaitAsync(path, cancellationToken) is { } found && Exists(found) ? found : null);

    private async Task<ISessionFolder?> FindAsync(string path, CancellationToken cancellationToken) =>
        await destination.FindInAnySpellingAsync(path, cancellationToken) is { } found && Exists(found) ? found : null;

    // The mail library makes up what lies above a folder, if the server lists that in another spelling.
    private static bool Exists(ISessionFolder folder) => !folder.Attributes.HasFlag(FolderAttributes.NonExistent);
}
