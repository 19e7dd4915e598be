namespace Hosting.Migrations.MailServers.Cyrus;

/// <summary>Writes the texts of <c>imapd.conf</c> and <c>cyrus.conf</c>.</summary>
internal static class CyrusConfiguration
{
    public const string Admin = "cyrus";

    public static string Imapd(CyrusOptions options, ServerFolder folder, SystemUser user) => $"""
        servername: {folder.Name}
        configdirectory: {folder.Of("conf")}
        partition-default: {folder.Of("spool")}
        proc_path: {folder.Of("proc")}
        mboxname_lockpath: {folder.Of("lock")}
        idlesocket: {folder.Of("idle")}
        notifysocket: {folder.Of("notify")}
        lmtpsocket: {folder.Of("lmtp")}
        cyrus_user: {user.Name}
        cyrus_group: {user.Group}
        admins: {Admin}
        sasl_pwcheck_method: auxprop
        sasl_auxprop_plugin: sasldb
        sasl_sasldb_path: {folder.Of("sasldb2")}
        sasl_mech_list: PLAIN LOGIN
        allowplaintext: yes
        specialusealways: 1
        altnamespace: {(options.HasFoldersBesideInbox ? "yes" : "no")}
        unixhierarchysep: {(options.HasFoldersBesideInbox ? "yes" : "no")}

        """;

    public static string Services(ServerPackage package, ServerFolder folder, int port) => $$"""
        START {
          recover cmd="{{package.PathOf("usr/lib/cyrus/bin/ctl_cyrusdb")}} -C {{folder.Of("imapd.conf")}} -r"
        }
        SERVICES {
          imap cmd="{{package.PathOf("usr/lib/cyrus/bin/imapd")}} -C {{folder.Of("imapd.conf")}}" listen="127.0.0.1:{{port}}" prefork=0
        }
        EVENTS {
        }

        """;
}
