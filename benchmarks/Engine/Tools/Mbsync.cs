namespace Hosting.Migrations.Benchmarks.Engine.Tools;

/// <summary>mbsync of isync, which verifies the certificate against the file with it.</summary>
internal sealed class Mbsync : Tool
{
    // It finds no IP addresses in certificates.
    private const string Host = "localhost";

    public override string Name => "mbsync";

    public override string Program => "mbsync";

    public override ToolCommand Prepare(CopyJob job) => new(
        Program, "-c", WriteConfiguration(job, $"""
            SyncState {job.State}/

            {Store("source", job.Source)}
            {Store("destination", job.Destination)}
            Channel copy
            Far :source:
            Near :destination:
            Patterns *
            Sync Pull New Flags
            Create Near
            Expunge None
            CopyArrivalDate yes

            """), "copy");

    private static string Store(string name, MailboxAddress mailbox) => $"""
        IMAPAccount {name}
        Host {Host}
        Port {mailbox.Port}
        User {mailbox.User}
        Pass {mailbox.Password}
        SSLType IMAPS
        CertificateFile {mailbox.Certificate}
        SystemCertificates no

        IMAPStore {name}
        Account {name}

        """;
}
