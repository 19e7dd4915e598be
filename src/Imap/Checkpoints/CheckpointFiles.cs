using System.Security.Cryptography;
using System.Text;
using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Imap.Checkpoints;

/// <summary>Keeps the checkpoints of each mailbox in a file.</summary>
internal sealed class CheckpointFiles : ICheckpointFiles
{
    public ICheckpointStore Open(string? path, string mailbox) => new FileCheckpointStore(path ?? DefaultPath(mailbox), mailbox);

    private static string DefaultPath(string mailbox)
    {
        var folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mailbox)))[..32];
        return Path.Combine(folder, "hosting-migrations", "mailboxes", $"{hash}.json");
    }
}
