namespace Hosting.Migrations.MailServers.Dovecot;

/// <summary>Where one test server keeps its things.</summary>
internal sealed record DovecotPaths(string Folder)
{
    /// <summary>What this server greets with, and no other.</summary>
    public string Name => Path.GetFileName(Folder);

    public string Configuration => Path.Combine(Folder, "dovecot.conf");

    public string Certificate => Path.Combine(Folder, "cert.pem");

    public string Key => Path.Combine(Folder, "key.pem");

    public string Users => Path.Combine(Folder, "users");

    public string MasterUsers => Path.Combine(Folder, "masters");

    public string Introspection => Path.Combine(Folder, "oauth2");

    public string SharedRights => Path.Combine(Folder, "rights");

    public string Log => Path.Combine(Folder, "dovecot.log");

    public string Records => Path.Combine(Folder, "records");

    public string HomeOf(string user) => Path.Combine(Folder, "home", user);

    public Task DeleteAsync() => new ServerFolder(Folder).DeleteAsync();

    public string ReadLog() => File.Exists(Log) ? File.ReadAllText(Log) : string.Empty;
}
