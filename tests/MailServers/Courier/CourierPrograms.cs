using System.Diagnostics;

namespace Hosting.Migrations.MailServers.Courier;

/// <summary>Starts Courier's programs with the settings of Debian's <c>/etc/courier/imapd</c>.</summary>
internal sealed class CourierPrograms(ServerPackage package, ServerFolder folder, SystemUser user)
{
    public const string Capabilities = "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE";

    private const string Imapd = "usr/bin/imapd";
    private const string Gamin = "usr/libexec/gam_server";

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["IMAP_CAPABILITY"] = Capabilities,
        ["IMAP_KEYWORDS"] = "1",
        ["IMAP_ACL"] = "1",
        ["IMAP_IDLE_TIMEOUT"] = "60",
        ["IMAP_USELOCKS"] = "1",
        ["IMAP_TRASHFOLDERNAME"] = "Trash",
        ["PROTOCOL"] = "IMAP",
        ["TCPREMOTEIP"] = CourierServer.Host,
        ["TCPREMOTEPORT"] = "0",
    };

    public static ServerPackage? Find() => ServerPackage.Find("courier", Imapd) is { } package && File.Exists(package.PathOf(Gamin)) ? package : null;

    /// <summary>
    /// Starts what Courier asks whether a folder has changed. Without it each command waits 1.2 s in vain.
    /// </summary>
    public Process StartNotifier() => Start(Gamin, "--notimeout", NotifierName);

    /// <summary>Starts the server of one connection, for a user who has logged in.</summary>
    public Process StartSession(string name, string tag)
    {
        var start = Prepare(Imapd, "Maildir");
        start.WorkingDirectory = folder.Of(name);
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        foreach (var (setting, value) in Settings)
        {
            start.Environment[setting] = value;
        }

        (start.Environment["AUTHENTICATED"], start.Environment["IMAPLOGINTAG"], start.Environment["GAM_CLIENT_ID"]) = (name, tag, NotifierName);
        return Process.Start(start)!;
    }

    private string NotifierName => Path.GetFileName(folder.Path);

    private Process Start(string program, params string[] arguments) => Process.Start(Prepare(program, arguments))!;

    private ProcessStartInfo Prepare(string program, params string[] arguments)
    {
        var start = package.WithLibraries(user.Command(package.PathOf(program), arguments));
        start.RedirectStandardError = true;
        return start;
    }
}
