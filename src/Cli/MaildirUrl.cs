using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Cli;

/// <summary>
/// A maildir of this machine as one argument: <c>maildir:PATH</c>. A <c>~</c> at the path's beginning is the user's home, since a shell leaves it
/// alone there.
/// </summary>
internal static class MaildirUrl
{
    private const string Scheme = "maildir:";
    private const string Home = "~";

    /// <summary>Whether an argument is one.</summary>
    public static bool Is(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The mailbox in it.</summary>
    /// <exception cref="FormatException">It names no path.</exception>
    public static MailAccount Parse(string text)
    {
        var path = text[Scheme.Length..];
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new FormatException("a maildir must be maildir:PATH, such as maildir:/home/ann/Maildir");
        }

        var isHome = path == Home || path.StartsWith($"{Home}/", StringComparison.Ordinal);
        return MailAccount.OfMaildir(isHome ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[Home.Length..] : path);
    }
}
