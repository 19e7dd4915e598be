using System.Security.Cryptography;
using System.Text;
using Hosting.Migrations.Application.Mailboxes;
using Microsoft.Extensions.DependencyInjection;

namespace Hosting.Migrations.Infrastructure.Imap.Checkpoints;

/// <summary>Finds checkpoints.</summary>
internal sealed class CheckpointStores(IServiceScopeFactory scopes) : ICheckpointStores
{
    public ICheckpointStore ForResource(long resourceId) => new DatabaseCheckpointStore(scopes, resourceId);

    public ICheckpointStore OpenFile(string? path, string mailbox) => new FileCheckpointStore(path ?? DefaultPath(mailbox), mailbox);

    private static string DefaultPath(string mailbox)
    {
        var folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mailbox)))[..32];
        return Path.Combine(folder, "hosting-migrations", "mailboxes", $"{hash}.json");
    }
}
