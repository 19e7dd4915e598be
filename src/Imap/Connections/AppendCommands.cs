using System.Globalization;
using Hosting.Migrations.Imap.Sessions;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Imap.Connections;

/// <summary>The command that adds messages (RFC 3501, section 6.3.11).</summary>
internal static class AppendCommands
{
    // A server may stumble over a year beyond these, as over a flag: it is asked first.
    private const int UsualSince = 1970;
    private const int UsualUntil = 2037;

    /// <summary>Adds messages to a folder with one command (RFC 3502): all of them, or none.</summary>
    public static async Task AppendTogetherAsync(
        this MailClient client, SessionFolder folder, IReadOnlyList<OutgoingMessage> messages, AppendReceipt receipt, CancellationToken cancellationToken)
    {
        var answer = await client.Wire.RunAsync(AppendOf(folder, messages), cancellationToken);
        var places = PlacesOf(answer, messages.Count);
        for (var index = 0; index < messages.Count; index++)
        {
            receipt.Store(index, places?[index]);
        }
    }

    /// <summary>Adds messages to a folder with a command each, which all leave before the first has been answered, as far as the server takes them unasked.</summary>
    public static async Task AppendEachAsync(
        this MailClient client, SessionFolder folder, IReadOnlyList<OutgoingMessage> messages, AppendReceipt receipt, CancellationToken cancellationToken)
    {
        List<WireCommand> commands = [.. messages.Select(message => AppendOf(folder, [message]))];
        try
        {
            await client.Wire.RunAllAsync(commands, cancellationToken);
        }
        finally
        {
            for (var index = 0; index < commands.Count; index++)
            {
                if (commands[index].Answer is { IsOk: true } answer)
                {
                    receipt.Store(index, PlacesOf(answer, 1)?[0]);
                }
            }
        }

        if (commands.Find(command => command.Answer is { IsOk: false }) is { Answer: { } refusal })
        {
            throw new RefusedException(refusal);
        }
    }

    private static WireCommand AppendOf(SessionFolder folder, IReadOnlyList<OutgoingMessage> messages)
    {
        var command = new WireCommand("APPEND").String(folder.WireName);
        foreach (var message in messages)
        {
            Add(command, message);
        }

        return command;
    }

    private static List<AppendedUid>? PlacesOf(Answer answer, int messages) =>
        answer.Code is { Name: "APPENDUID" } code && AppendUid.Read(code.Rest, messages) is var (validity, uids) ? [.. uids.Select(uid => new AppendedUid(validity, uid))] : null;

    private static void Add(WireCommand command, OutgoingMessage message)
    {
        var flags = FlagTexts.Of(message.Flags, message.Keywords);
        if (flags.Count > 0)
        {
            command.Flags(flags);
        }

        if (message.InternalDate is { } received)
        {
            command.String(InternalDate.Write(received), mayBeAtom: false);
            flags = received.Year is >= UsualSince and <= UsualUntil ? flags : [.. flags, string.Create(CultureInfo.InvariantCulture, $"year {received.Year}")];
        }

        command.Literal(new OutgoingLiteral(message.Content.Length, message.Content.Parts(), flags));
    }
}
