using Hosting.Migrations.Imap.Sessions;

namespace Hosting.Migrations.Imap.Copying;

/// <summary>System flags by name.</summary>
internal static class FlagText
{
    public static IEnumerable<string> NamesOf(SystemFlags flags) =>
        Enum.GetValues<SystemFlags>().Where(flag => flag != SystemFlags.None && flags.HasFlag(flag)).Select(flag => "\\" + flag);
}
