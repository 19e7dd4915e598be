using System.Text;

namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>What a scripted server answers where the test says nothing.</summary>
internal sealed class DefaultAnswers(ScriptedImapServer server)
{
    private const string WrongPassword = "NO [AUTHENTICATIONFAILED] Authentication failed.";

    private readonly DefaultFolderAnswers _folders = new(server.Mailbox);
    private readonly DefaultMessageAnswers _messages = new(server);

    public Task AnswerAsync(ScriptedCommand command)
    {
        if (command.Text.Contains("+}", StringComparison.Ordinal) && !server.Offers("LITERAL+") && !server.Offers("LITERAL-"))
        {
            return command.ReplyAsync("BAD LITERAL+ is not offered");
        }

        return command.Name switch
        {
            "CAPABILITY" => AnswerAsync(command, $"CAPABILITY {server.Capabilities}"),
            "LOGIN" => LogInAsync(command, command.Arguments[0].Text, command.Arguments[1].Text),
            "AUTHENTICATE" => AuthenticateAsync(command),
            "NAMESPACE" => AnswerAsync(command, $"NAMESPACE ((\"\" \"{server.Mailbox.Separator}\")) NIL NIL"),
            "ID" => AnswerAsync(command, "ID (\"name\" \"scripted\")"),
            "NOOP" or "CHECK" or "ENABLE" => command.ReplyAsync("OK done"),
            "LOGOUT" => LogOutAsync(command),
            _ => _folders.TryAnswer(command) ?? _messages.TryAnswer(command) ?? command.ReplyAsync($"BAD {command.Name} is not known"),
        };
    }

    private static async Task AnswerAsync(ScriptedCommand command, string untagged)
    {
        await command.UntaggedAsync(untagged);
        await command.ReplyAsync("OK done");
    }

    private static async Task LogOutAsync(ScriptedCommand command)
    {
        await AnswerAsync(command, "BYE see you");
        command.Close();
    }

    private Task LogInAsync(ScriptedCommand command, string user, string password) =>
        command.ReplyAsync(user == server.User && password == server.Password ? $"OK [CAPABILITY {server.Capabilities}] logged in" : WrongPassword);

    private async Task AuthenticateAsync(ScriptedCommand command)
    {
        var response = command.Arguments.Count > 1 ? command.Arguments[1].Text : await command.AskAsync(string.Empty);
        var credentials = Encoding.UTF8.GetString(Convert.FromBase64String(response));
        if (command.Arguments[0].Text.Equals("XOAUTH2", StringComparison.OrdinalIgnoreCase))
        {
            // user=anna^Aauth=Bearer pw^A^A
            var parts = credentials.Split('\x01');
            await LogInAsync(command, parts[0]["user=".Length..], parts[1]["auth=Bearer ".Length..]);
        }
        else
        {
            var parts = credentials.Split('\0');
            await LogInAsync(command, parts[1], parts[2]);
        }
    }
}
