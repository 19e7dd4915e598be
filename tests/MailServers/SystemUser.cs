using System.Diagnostics;

namespace Hosting.Migrations.MailServers;

/// <summary>The unprivileged user a server runs as: the package's own where the tests run as root, else the current one.</summary>
internal sealed record SystemUser(string Name, string Group)
{
    public static async Task<SystemUser> FindAsync(CancellationToken cancellationToken)
    {
        var name = Environment.IsPrivilegedProcess ? "dovecot" : Environment.UserName;
        return new SystemUser(name, (await RunAsync("id", ["-gn", name], cancellationToken)).Trim());
    }

    /// <summary>The command line that runs a program as this user.</summary>
    public ProcessStartInfo Command(string program, params string[] arguments) =>
        Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("runuser", ["-u", Name, "--", program, .. arguments])
            : new ProcessStartInfo(program, arguments);

    /// <summary>Gives this user a folder that the tests have written into.</summary>
    public Task OwnAsync(string folder, CancellationToken cancellationToken) =>
        Environment.IsPrivilegedProcess ? RunAsync("chown", ["-R", $"{Name}:{Group}", folder], cancellationToken) : Task.CompletedTask;

    internal static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
