using System.CommandLine;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Webhooks.Add;
using Hosting.Migrations.Application.Webhooks.List;
using Hosting.Migrations.Application.Webhooks.Remove;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Domain.Webhooks;

namespace Hosting.Migrations.Api.Commands;

/// <summary><c>webhooks add</c>, <c>webhooks list</c> and <c>webhooks remove</c>.</summary>
internal static class WebhookCommands
{
    public static Command Create() =>
        new("webhooks", "Look after webhooks: what is told when something happens to a customer's migrations.") { Add(), List(), Remove() };

    private static Command Add()
    {
        var customer = new Option<string>("--customer") { Description = "The code of the customer whose migrations are told of.", Required = true };
        var url = new Option<string>("--url") { Description = "Where notifications are posted.", Required = true };
        var events = new Option<string[]?>("--event")
        {
            Description = $"What it is told of: one or more of {string.Join(", ", WebhookEvents.All)}; the first of them unless given.",
            AllowMultipleArgumentsPerToken = true,
        };
        return new Command("add", "Add a webhook, and print what signs its notifications: it is shown this once.") { customer, url, events }
            .Does(async (mediator, parsed, cancellationToken) =>
            {
                var command = new AddWebhookCommand(Caller.Admin)
                {
                    CustomerCode = parsed.GetRequiredValue(customer),
                    Url = parsed.GetRequiredValue(url),
                    Events = parsed.GetResult(events) is null ? null : parsed.GetValue(events),
                };
                var added = await mediator.Send(command, cancellationToken);
                Console.Error.WriteLine($"Added webhook {added.Webhook.Id}. Keep its secret: it is not shown again.");
                Console.WriteLine(added.Secret.Reveal());
            });
    }

    private static Command List() => new Command("list", "List webhooks: id, customer, URL.").Does(async (mediator, _, cancellationToken) =>
    {
        var webhooks = AllPages.ReadAsync(
            page => mediator.Send(new ListWebhooksQuery(Caller.Admin) { Page = page.Number, Per = page.Size }, cancellationToken),
            list => list.Resources);
        await foreach (var webhook in webhooks)
        {
            Console.WriteLine($"{webhook.Id}\t{webhook.CustomerCode}\t{ForeignText.Clean(webhook.Url, ForeignText.MaxSentenceLength)}");
        }
    });

    private static Command Remove()
    {
        var id = new Argument<string>("ID") { Description = "The webhook's id, as 'webhooks list' shows it." };
        return new Command("remove", "Remove a webhook, with what it has not been told yet.") { id }.Does(async (mediator, parsed, cancellationToken) =>
        {
            var command = new RemoveWebhookCommand(Caller.Admin, parsed.GetRequiredValue(id));
            await mediator.Send(command, cancellationToken);
            Console.WriteLine($"Removed webhook {command.Id}.");
        });
    }
}
