namespace Hosting.Migrations.Benchmarks.Engine.Tools;

/// <summary>This project: <c>mailbox copy</c>.</summary>
internal sealed class OwnEngine(string service) : Tool
{
    public const string ToolName = "this engine";

    public override string Name => ToolName;

    public override string Program => "dotnet";

    public override IReadOnlyList<string> VersionCommand => [];

    public override ToolCommand Prepare(CopyJob job) => new(
        Program, Path.Combine(service, "Hosting.Migrations.Api.dll"), "mailbox", "copy",
        "--source", Url(job.Source), "--source-accept-any-certificate",
        "--destination", Url(job.Destination), "--destination-accept-any-certificate",
        "--state", Path.Combine(job.State, "state.json"))
    {
        Environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["SOURCE_PASSWORD"] = job.Source.Password,
            ["DESTINATION_PASSWORD"] = job.Destination.Password,
        },
    };

    private static string Url(MailboxAddress mailbox) => $"imaps://{mailbox.User}@{MailboxAddress.Host}:{mailbox.Port}";
}
