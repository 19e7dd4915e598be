using System.Text;
using Hosting.Migrations.MailServers.Imap;

namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>One message of an APPEND: flags and date, where given, then the content.</summary>
internal sealed record AppendedMessage(byte[] Content, string Date, IReadOnlyList<string> Flags)
{
    private const string Now = "01-Jan-2026 00:00:00 +0000";

    public static IEnumerable<AppendedMessage> Parse(IReadOnlyList<ImapValue> arguments)
    {
        IReadOnlyList<string> flags = [];
        var date = Now;
        foreach (var argument in arguments)
        {
            if (argument.IsLiteral)
            {
                yield return new AppendedMessage(Encoding.Latin1.GetBytes(argument.Text), date, flags);
                (flags, date) = ([], Now);
            }
            else if (argument.IsList)
            {
                flags = [.. argument.Items.Select(flag => flag.Text)];
            }
            else
            {
                date = argument.Text;
            }
        }
    }
}
