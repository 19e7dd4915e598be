using System.Text;
using Hosting.Migrations.MailServers.Scripted;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Hostile;

/// <summary>What servers say that nobody should have to listen to.</summary>
internal static class HostileAnswers
{
    private static readonly byte[] Filler = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));

    /// <summary>Begins, and never ends.</summary>
    public static Func<ScriptedCommand, Task> Endless(string beginning) => async command =>
    {
        await command.SendAsync(beginning.Replace("TAG", command.Tag, StringComparison.Ordinal));
        while (true)
        {
            await command.SendAsync(Filler);
        }
    };

    /// <summary>Says something so many times, with <c>#</c> for the number, and then what it always says.</summary>
    public static Func<ScriptedCommand, Task> Many(string response, int count) => async command =>
    {
        var text = new StringBuilder();
        for (var number = 1; number <= count; number++)
        {
            text.Append(response.Replace("#", $"{number}", StringComparison.Ordinal));
            if (text.Length > Filler.Length || number == count)
            {
                await command.SendAsync(text.ToString());
                text.Clear();
            }
        }

        await command.ReplyAsync("OK done");
    };

    /// <summary>Says something when it is asked for whole messages.</summary>
    public static Func<ScriptedCommand, Task> ForMessages(Func<ScriptedCommand, Task> answer) => command =>
        command.Text.Contains("BODY.PEEK[]", StringComparison.Ordinal) ? answer(command) : command.AnswerByDefaultAsync();

    /// <summary>Says something, and then what it always says.</summary>
    public static Func<ScriptedCommand, Task> First(string text) => async command =>
    {
        await command.SendAsync(text);
        await command.AnswerByDefaultAsync();
    };

    /// <summary>Sends messages of 1 MB for ever, each with what is said before it.</summary>
    public static Func<ScriptedCommand, Task> Messages(string beginning) => async command =>
    {
        var message = new byte[1_000_000];
        message.AsSpan().Fill((byte)'y');
        while (true)
        {
            await command.SendAsync($"{beginning} {{{message.Length}}}\r\n");
            await command.SendAsync(message);
            await command.SendAsync(")\r\n");
        }
    };

    /// <summary>Says something again and again, with a pause between.</summary>
    public static Func<ScriptedCommand, Task> Drip(string beginning, string drop, TimeSpan pause) => async command =>
    {
        await command.SendAsync(beginning);
        while (true)
        {
            await command.SendAsync(drop);
            await Task.Delay(pause);
        }
    };
}
