using System.CommandLine;
using System.Globalization;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Application.Tokens.Issue;
using Hosting.Migrations.Application.Tokens.List;
using Hosting.Migrations.Application.Tokens.Revoke;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

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
        var scope = new Option<string?>("--scope") { Description = "What it may do: read, write, or for an admin's admin. The widest unless given." };
        return new Command("issue", "Issue a token, and print it: it is shown this once.") { admin, customer, name, days, scope }
            .Does(async (mediator, parsed, cancellationToken) =>
            {
                var command = new IssueTokenCommand(Caller.Admin, parsed.GetValue(admin))
                {
                    CustomerCode = parsed.GetValue(customer),
                    Name = parsed.GetValue(name),
                    Scope = parsed.GetValue(scope),
                    ExpiresInDays = parsed.GetResult(days) is null ? null : parsed.GetValue(days),
                };
                var issued = await mediator.Send(command, cancellationToken);
                Console.Error.WriteLine($"Issued token {issued.Token.Id}. Keep it: it is not shown again.");
                Console.WriteLine(issued.Secret);
            });
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("ID") { Description = "The token's number, as 'tokens list' shows it." };
        return new Command("revoke", "Take a token's access away, for good.") { id }.Does(async (mediator, parsed, cancellationToken) =>
        {
            var command = new RevokeTokenCommand(Caller.Admin, parsed.GetRequiredValue(id));
            await mediator.Send(command, cancellationToken);
            Console.WriteLine($"Revoked token {command.Id}.");
        });
    }

    private static Command List() =>
        new Command("list", "List tokens: number, owner, name, issued, expires, revoked, scope, used.").Does(async (mediator, _, cancellationToken) =>
        {
            var tokens = AllPages.ReadAsync(
                page => mediator.Send(new ListTokensQuery(Caller.Admin) { Page = page.Number, Per = page.Size }, cancellationToken),
                list => list.Resources);
            await foreach (var token in tokens)
            {
                Console.WriteLine(string.Join('\t', Fields(token).Select(field => ForeignText.Clean(field, ForeignText.MaxSentenceLength))));
            }
        });

    private static IEnumerable<string> Fields(TokenDto token) =>
    [
        token.Id.ToString(CultureInfo.InvariantCulture),
        token.CustomerCode ?? "admin",
        token.Name ?? "-",
        Moment(token.CreatedAt),
        Moment(token.ExpiresAt),
        Moment(token.RevokedAt),
        EnumText<TokenScope>.ToText(token.Scope),
        Moment(token.LastUsedAt),
    ];

    private static string Moment(DateTimeOffset? moment) => moment?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-";
}
