using System.Globalization;

namespace Hosting.Migrations.Benchmarks.Engine.Tools;

/// <summary>This project: <c>mailbox copy</c>.</summary>
/// <param name="name">Which of its programs.</param>
/// <param name="program">The file to run.</param>
/// <param name="first">What comes before the command.</param>
internal sealed class OwnEngine(string name, string program, params IReadOnlyList<string> first) : Tool
{
    /// <summary>The one of machine code, which an operator runs.</summary>
    public const string Native = "this engine";

    /// <summary>The service's program, which .NET compiles as it runs.</summary>
    public const string Service = "this engine in the service";

    public override string Name => name;

    public override string Program => program;

    public override IReadOnlyList<string> VersionCommand => [];

    public override ToolCommand Prepare(CopyJob job) => Command(
        new Dictionary<string, string> { ["SOURCE_PASSWORD"] = job.Source.Password, ["DESTINATION_PASSWORD"] = job.Destination.Password },
        "--source", Url(job.Source), "--destination", Url(job.Destination), "--state", Path.Combine(job.State, "state.json"));

    /// <summary>One process for all, as a running service is.</summary>
    public override IReadOnlyList<ToolCommand> PrepareAll(IReadOnlyCollection<CopyJob> jobs, int atOnce)
    {
        if (jobs.Count == 1)
        {
            return base.PrepareAll(jobs, atOnce);
        }

        var state = jobs.First().State;
        var list = Path.Combine(state, "list");
        File.WriteAllLines(list, jobs.Select(job => string.Join('\t', Url(job.Source), job.Source.Password, Url(job.Destination), job.Destination.Password)));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(list, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return [Command(
            new Dictionary<string, string> { ["XDG_DATA_HOME"] = state }, "--list", list, "--at-once", atOnce.ToString(CultureInfo.InvariantCulture))];
    }

    private ToolCommand Command(Dictionary<string, string> environment, params string[] arguments)
    {
        environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        return new ToolCommand(
            [
                Program, .. first, "mailbox", "copy", .. arguments,
                "--source-accept-any-certificate", "--destination-accept-any-certificate",
            ])
        { Environment = environment };
    }

    private static string Url(MailboxAddress mailbox) => $"imaps://{mailbox.User}@{MailboxAddress.Host}:{mailbox.Port}";
}
