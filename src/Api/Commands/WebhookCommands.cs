using System.CommandLine;
using Hosting.Migrations.Application.Webhooks.Add;
using Hosting.Migrations.Application.Webhooks.List;
using Hosting.Migrations.Application.Webhooks.Remove;

namespace Hosting.Migrations.Api.Commands;

/// <summary><c>webhooks add</c>, <c>webhooks list</c> and <c>webhooks remove</c>.</summary>
internal static class WebhookCommands
{
    public static Command Create() => new("webhooks", "Look after webhooks: what is told when a migration's status changes.") { Add(), List(), Remove() };

    private static Command Add()
    {
        var customer = new Option<string>("--customer") { Description = "The code of the customer whose migrations are told of.", Required = true };
        var url = new Option<string>("--url") { Description = "Where notifications are posted.", Required = true };
        return new Command("add", "Add a webhook, and print the secret that signs its notifications: it is shown this once.") { customer, url }
            .Does(async (mediator, parsed, cancellationToken) =>
            {
                var added = await mediator.Send(new AddWebhookCommand(parsed.GetRequiredValue(customer), parsed.GetRequiredValue(url)), cancellationToken);
                Console.Error.WriteLine($"Added webhook {added.Id}. Keep its secret: it is not shown again.");
                Console.WriteLine(added.Secret.Reveal());
            });
    }

    private static Command List() => new Command("list", "List webhooks: number, customer, URL.").Does(async (mediator, _, cancellationToken) =>
    {
        foreach (var (webhook, customer) in await mediator.Send(new ListWebhooksQuery(), cancellationToken))
        {
            Console.WriteLine($"{webhook.Id}\t{customer}\t{webhook.Url}");
        }
    });

    private static Command Remove()
    {
        var id = new Argument<long>("ID") { Description = "The webhook's number, as 'webhooks list' shows it." };
        return new Command("remove", "Remove a webhook, with what it has not been told yet.") { id }.Does(async (mediator, parsed, cancellationToken) =>
        {
            var command = new RemoveWebhookCommand(parsed.GetRequiredValue(id));
            await mediator.Send(command, cancellationToken);
            Console.WriteLine($"Removed webhook {command.Id}.");
        });
    }
}
