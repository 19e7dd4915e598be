using System.CommandLine;
using System.Globalization;
using Hosting.Migrations.Application.Tokens.Issue;
using Hosting.Migrations.Application.Tokens.List;
using Hosting.Migrations.Application.Tokens.Revoke;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Api.Commands;

/// <summary><c>tokens issue</c>, <c>tokens revoke</c> and <c>tokens list</c>.</summary>
internal static class TokenCommands
{
    public static Command Create() => new("tokens", "Look after API tokens.") { Issue(), Revoke(), List() };

    private static Command Issue()
    {
        var admin = new Option<bool>("--admin") { Description = "Issue an admin's token." };
        var customer = new Option<string?>("--customer") { Description = "Issue a token of the customer with this code." };
        var name = new Option<string?>("--name") { Description = "What the token is for." };
        var days = new Option<int>("--expires-in-days") { Description = "After how many days the token is refused; never without it." };
        return new Command("issue", "Issue a token, and print it: it is shown this once.") { admin, customer, name, days }
            .Does(async (mediator, parsed, cancellationToken) =>
            {
                var command = new IssueTokenCommand(
                    parsed.GetValue(admin), parsed.GetValue(customer), parsed.GetValue(name), parsed.GetResult(days) is null ? null : parsed.GetValue(days));
                var token = await mediator.Send(command, cancellationToken);
                Console.Error.WriteLine($"Issued token {token.Id}. Keep it: it is not shown again.");
                Console.WriteLine(token.Secret);
            });
    }

    private static Command Revoke()
    {
        var id = new Argument<long>("ID") { Description = "The token's number, as 'tokens list' shows it." };
        return new Command("revoke", "Take a token's access away, for good.") { id }.Does(async (mediator, parsed, cancellationToken) =>
        {
            var command = new RevokeTokenCommand(parsed.GetRequiredValue(id));
            await mediator.Send(command, cancellationToken);
            Console.WriteLine($"Revoked token {command.Id}.");
        });
    }

    private static Command List() =>
        new Command("list", "List tokens: number, owner, name, issued, expires, revoked.").Does(async (mediator, _, cancellationToken) =>
        {
            foreach (var token in await mediator.Send(new ListTokensQuery(), cancellationToken))
            {
                Console.WriteLine(string.Join('\t', Fields(token)));
            }
        });

    private static IEnumerable<string> Fields(ApiToken token) =>
    [
        token.Id.ToString(CultureInfo.InvariantCulture),
        token.IsAdmin ? "admin" : token.Customer!.Code,
        token.Name ?? "-",
        Moment(token.CreatedAt),
        Moment(token.ExpiresAt),
        Moment(token.RevokedAt),
    ];

    private static string Moment(DateTimeOffset? moment) => moment?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-";
}
