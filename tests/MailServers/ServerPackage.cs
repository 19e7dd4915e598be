using System.Diagnostics;

namespace Hosting.Migrations.MailServers;

/// <summary>
/// The programs of a server: installed, or unpacked by <c>scripts/unpack-mail-servers.sh</c>, since Debian installs one IMAP server at a time.
/// </summary>
/// <param name="Root">The folder that stands for <c>/</c>.</param>
internal sealed record ServerPackage(string Root)
{
    private const string DefaultFolder = "/opt/hosting-migrations-mail-servers";

    /// <summary>Finds a server's programs.</summary>
    /// <param name="name">Its folder among the unpacked ones.</param>
    /// <param name="program">A program that every one of them has, such as <c>usr/bin/imapd</c>.</param>
    /// <returns>The programs; null where they are missing.</returns>
    public static ServerPackage? Find(string name, string program)
    {
        var unpacked = Environment.GetEnvironmentVariable("TEST_MAIL_SERVERS") ?? DefaultFolder;
        return new[] { Path.Combine(unpacked, name), "/" }
            .Where(root => File.Exists(Path.Combine(root, program)))
            .Select(root => new ServerPackage(root))
            .FirstOrDefault();
    }

    public string PathOf(string program) => Path.Combine(Root, program);

    /// <summary>Lets a program find the libraries that were unpacked with it.</summary>
    public ProcessStartInfo WithLibraries(ProcessStartInfo start)
    {
        if (Root is not "/")
        {
            var libraries = PathOf("usr/lib");
            var folders = Directory.EnumerateDirectories(libraries, "*-linux-gnu").ToList();
            start.Environment["LD_LIBRARY_PATH"] = string.Join(':', [.. folders, libraries]);
            start.Environment["SASL_PATH"] = string.Join(':', folders.Select(folder => Path.Combine(folder, "sasl2")));
        }

        return start;
    }
}
