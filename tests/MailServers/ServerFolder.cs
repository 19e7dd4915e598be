namespace Hosting.Migrations.MailServers;

/// <summary>The temporary folder of a server of the tests' own.</summary>
internal sealed record ServerFolder(string Path)
{
    private const int DeleteAttempts = 20;
    private static readonly TimeSpan DeletePause = TimeSpan.FromMilliseconds(50);

    public static ServerFolder Create(string server) => new(Directory.CreateTempSubdirectory($"hosting-migrations-{server}-").FullName);

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
