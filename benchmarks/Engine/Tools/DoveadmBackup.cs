using System.Globalization;

namespace Hosting.Migrations.Benchmarks.Engine.Tools;

/// <summary>
/// Dovecot's own way in: it reads over IMAP, but writes the destination's files itself. So it needs to be on the destination, and is
/// a reference here, no peer.
/// </summary>
internal sealed class DoveadmBackup(string destinationConfiguration) : Tool
{
    public override string Name => "doveadm";

    public override string Program => "doveadm";

    public override IReadOnlyList<string> VersionCommand => ["/usr/sbin/dovecot", "--version"];

    public override ToolCommand Prepare(CopyJob job) => new(
        [
            Program, "-c", destinationConfiguration,
            .. Settings(job.Source).SelectMany(setting => (string[])["-o", setting]),
            "backup", "-R", "-u", job.Destination.User, "imapc:",
        ]);

    private static string[] Settings(MailboxAddress source) =>
    [
        $"imapc_host={MailboxAddress.Host}", $"imapc_port={source.Port.ToString(CultureInfo.InvariantCulture)}", "imapc_ssl=imaps", "imapc_ssl_verify=no",
        "ssl_client_require_valid_cert=no", $"imapc_user={source.User}", $"imapc_password={source.Password}",
        "imapc_features=rfc822.size fetch-headers", "mail_prefetch_count=20",
    ];
}
