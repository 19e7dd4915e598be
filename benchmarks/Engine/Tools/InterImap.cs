namespace Hosting.Migrations.Benchmarks.Engine.Tools;

/// <summary>interimap, with the source as its remote side.</summary>
internal sealed class InterImap : Tool
{
    public override string Name => "interimap";

    public override string Program => "interimap";

    public override ToolCommand Prepare(CopyJob job)
    {
        var data = Path.Combine(job.State, "interimap");
        Directory.CreateDirectory(data);
        var configuration = WriteConfiguration(job, $"""
            database = {job.State}/database
            list-mailbox = "*"
            [local]
            {Account(job.Destination)}
            [remote]
            {Account(job.Source)}

            """);
        return new ToolCommand(Program, "--config", configuration)
        {
            Environment = new Dictionary<string, string> { ["XDG_DATA_HOME"] = job.State, ["XDG_CONFIG_HOME"] = job.State },
        };
    }

    private static string Account(MailboxAddress mailbox) => $"""
        type = imaps
        host = {MailboxAddress.Host}
        port = {mailbox.Port}
        username = {mailbox.User}
        password = {mailbox.Password}
        SSL_verify = NO
        compress = NO
        """;
}
