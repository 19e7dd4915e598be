namespace Hosting.Migrations.MailServers.Dovecot;

/// <summary>Where one test server keeps its things.</summary>
internal sealed record DovecotPaths(string Folder)
{
    public string Configuration => Path.Combine(Folder, "dovecot.conf");

    public string Certificate => Path.Combine(Folder, "cert.pem");

    public string Key => Path.Combine(Folder, "key.pem");

    public string Users => Path.Combine(Folder, "users");

    public string MasterUsers => Path.Combine(Folder, "masters");

    public string SharedRights => Path.Combine(Folder, "rights");

    public string Log => Path.Combine(Folder, "dovecot.log");

    public string HomeOf(string user) => Path.Combine(Folder, "home", user);

    public void Delete() => Directory.Delete(Folder, recursive: true);

    public string ReadLog() => File.Exists(Log) ? File.ReadAllText(Log) : string.Empty;
}
