using System.Globalization;

namespace Hosting.Migrations.Benchmarks.Engine.Tools;

/// <summary>imapsync as its author advises, but without files and questions to its home page.</summary>
internal sealed class ImapSync : Tool
{
    public override string Name => "imapsync";

    public override string Program => Environment.GetEnvironmentVariable("IMAPSYNC") is { Length: > 0 } path ? path : "imapsync";

    public override ToolCommand Prepare(CopyJob job) => new(
        [
            Program, .. Account(1, job.Source), .. Account(2, job.Destination),
            "--nolog", "--noreleasecheck", "--tmpdir", job.State, "--pidfile", Path.Combine(job.State, "pid"),
        ]);

    private static string[] Account(int side, MailboxAddress mailbox) =>
    [
        $"--host{side}", MailboxAddress.Host, $"--port{side}", mailbox.Port.ToString(CultureInfo.InvariantCulture),
        $"--user{side}", mailbox.User, $"--password{side}", mailbox.Password, $"--ssl{side}",
    ];
}
