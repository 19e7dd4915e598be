namespace Hosting.Migrations.MailServers;

/// <summary>The temporary folder of a server of the tests' own.</summary>
internal sealed record ServerFolder(string Path)
{
    private const int DeleteAttempts = 20;
    private static readonly TimeSpan DeletePause = TimeSpan.FromMilliseconds(50);

    private const string Memory = "/dev/shm";

    public static ServerFolder Create(string server) => new(Directory.CreateTempSubdirectory($"hosting-migrations-{server}-").FullName);

    /// <summary>A folder in memory where there is one, for a server that waits for the disk after each message and can't be told not to.</summary>
    public static ServerFolder CreateInMemory(string server) => Directory.Exists(Memory)
        ? new ServerFolder(Directory.CreateDirectory(System.IO.Path.Combine(Memory, $"hosting-migrations-{server}-{Guid.NewGuid():N}")).FullName)
        : Create(server);

    /// <summary>What this server greets with, and no other.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    public string Of(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public async Task DeleteAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
                return;
            }
            catch (IOException) when (attempt < DeleteAttempts)
            {
                // A killed process may still have finished a last file.
                await Task.Delay(DeletePause);
            }
        }
    }
}
