using System.CommandLine;

namespace Hosting.Migrations.Cli.Client;

/// <summary><c>migrations</c>: what a panel does with the service, from the command line.</summary>
internal static class MigrationsCommands
{
    private static readonly Option<string?> Url = new("--url") { Description = $"Where the service is, such as https://migrations.example.net; {ServiceAddress.Variable} unless given.", Recursive = true };
    private static readonly Option<string?> Token = new("--token-file") { Description = $"The file that holds the API token, its owner's alone; {TokenFile.Variable} unless given.", Recursive = true };
    private static readonly Option<bool> AllowHttp = new("--allow-http") { Description = "Send the token over plain HTTP to another machine.", Recursive = true };
    private static readonly Option<bool> Json = new("--json") { Description = "Print what the service answers, as JSON.", Recursive = true };
    private static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "Print codes alone, or nothing; the exit code tells the rest.", Recursive = true };

    /// <summary>A migration's code.</summary>
    public static Argument<string> Code { get; } = new("CODE") { Description = "The migration's code, such as MG12345678." };

    public static Command Create() => new("migrations", "Work with the migrations of a running service.")
    {
        Url, Token, AllowHttp, Json, Quiet, ListCommand.Create(), ShowCommand.Create(), CreateCommand.Create(), FollowCommand.Create(), RetryCommand.Create(),
    };

    /// <summary>Gives a command its work.</summary>
    /// <param name="command">The command.</param>
    /// <param name="work">What it does with the service; its result is the exit code.</param>
    public static Command Does(this Command command, Func<ServiceClient, ParseResult, Printer, CancellationToken, Task<int>> work)
    {
        command.Validators.Add(given =>
        {
            if (given.GetValue(Json) && given.GetValue(Quiet))
            {
                given.AddError("--json and --quiet exclude each other");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var address = ServiceAddress.Parse(parsed.GetValue(Url) ?? Environment.GetEnvironmentVariable(ServiceAddress.Variable), parsed.GetValue(AllowHttp));
            using var service = new ServiceClient(address, TokenFile.Read(parsed.GetValue(Token) ?? Environment.GetEnvironmentVariable(TokenFile.Variable)));
            return await work(service, parsed, new Printer(parsed.GetValue(Json), parsed.GetValue(Quiet)), cancellationToken);
        });
        return command;
    }

    /// <summary>The path of a migration.</summary>
    /// <param name="parsed">Names it.</param>
    /// <param name="rest">What of it.</param>
    /// <exception cref="FormatException">It is no code, but a way to another path.</exception>
    public static string PathOf(ParseResult parsed, string rest = "") => parsed.GetRequiredValue(Code) is var code && code.All(char.IsAsciiLetterOrDigit) && code.Length > 0
        ? $"api/migrations/{code}{rest}"
        : throw new FormatException("CODE must be a migration's code, such as MG12345678");
}
