using System.CommandLine;
using Hosting.Migrations.Application.Customers.Add;
using Hosting.Migrations.Application.Customers.List;

namespace Hosting.Migrations.Api.Commands;

/// <summary><c>customers add</c> and <c>customers list</c>.</summary>
internal static class CustomerCommands
{
    public static Command Create() => new("customers", "Look after customers.") { Add(), List() };

    private static Command Add()
    {
        var code = new Argument<string>("CODE") { Description = "1 to 32 letters, digits, '_' or '-'." };
        var name = new Option<string>("--name") { Description = "The name shown to people.", Required = true };
        var domain = new Option<string[]>("--domain")
        {
            Description = "The mail domains that belong to the customer.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        return new Command("add", "Add a customer.") { code, name, domain }.Does(async (mediator, parsed, cancellationToken) =>
        {
            var command = new AddCustomerCommand(parsed.GetRequiredValue(code), parsed.GetRequiredValue(name), parsed.GetRequiredValue(domain));
            await mediator.Send(command, cancellationToken);
            Console.WriteLine($"Added customer {command.Code}.");
        });
    }

    private static Command List() => new Command("list", "List customers: code, name, domains.").Does(async (mediator, _, cancellationToken) =>
    {
        foreach (var customer in await mediator.Send(new ListCustomersQuery(), cancellationToken))
        {
            Console.WriteLine($"{customer.Code}\t{customer.Name}\t{string.Join(' ', customer.Domains.Select(domain => domain.Name))}");
        }
    });
}
