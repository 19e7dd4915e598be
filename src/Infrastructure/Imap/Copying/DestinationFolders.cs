using System.Security.Cryptography;
using System.Text;
using Hosting.Migrations.Domain.Migrations;
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
        var space = Namespaces.HomeOf(destination.Client);
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
        }

        destination.Add(made ?? throw new MailFaultException(
            CopyFault.DestinationRefused, $"the destination made the folder {path} but does not list it", isTransient: false));
        return made;
    }

    // A name that every server takes, and that no other folder has.
    private string ToSafeName(string name)
    {
        var separator = Namespaces.HomeOf(destination.Client).DirectorySeparator;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];
        var levels = name.Split(separator).Select(level => string.Concat(level.Select(character => "\"\\*%&~#/".Contains(character, StringComparison.Ordinal) ? '_' : character)).Trim())
            .Select(level => level.Length > MaxSafeLevel ? level[..MaxSafeLevel] : level);
        return $"{string.Join(separator, levels)} ({hash})";
    }
}
