using System.CommandLine;
using Hosting.Migrations.Application.Customers.Add;
using Hosting.Migrations.Application.Customers.List;
using Hosting.Migrations.Application.Customers.Weigh;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Api.Commands;

/// <summary><c>customers add</c>, <c>customers list</c> and <c>customers weigh</c>.</summary>
internal static class CustomerCommands
{
    public static Command Create() => new("customers", "Look after customers.") { Add(), List(), Weigh() };

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

    private static Command List() => new Command("list", "List customers: code, name, domains, and the weight where it is not 1.").Does(async (mediator, _, cancellationToken) =>
    {
        foreach (var customer in await mediator.Send(new ListCustomersQuery(), cancellationToken))
        {
            Console.WriteLine($"{customer.Code}\t{customer.Name}\t{string.Join(' ', customer.Domains.Select(domain => domain.Name))}{(customer.Weight == 1 ? "" : $"\tweight {customer.Weight}")}");
        }
    });

    private static Command Weigh()
    {
        var code = new Argument<string>("CODE") { Description = "The customer's code." };
        var weight = new Argument<int>("WEIGHT") { Description = $"1 (as all are to begin with) to {Customer.MaxWeight}: so many runs begin for one of a customer of weight 1." };
        return new Command("weigh", "Give a customer a greater share of the workers while others wait too.") { code, weight }.Does(async (mediator, parsed, cancellationToken) =>
        {
            var command = new WeighCustomerCommand(parsed.GetRequiredValue(code), parsed.GetRequiredValue(weight));
            await mediator.Send(command, cancellationToken);
            Console.WriteLine($"Customer {command.Code} has weight {command.Weight}.");
        });
    }
}
