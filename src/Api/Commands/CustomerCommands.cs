using System.CommandLine;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Customers.Add;
using Hosting.Migrations.Application.Customers.Change;
using Hosting.Migrations.Application.Customers.List;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;

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
            var added = await mediator.Send(
                new AddCustomerCommand(Caller.Admin)
                {
                    Code = parsed.GetRequiredValue(code),
                    Name = parsed.GetRequiredValue(name),
                    Domains = parsed.GetRequiredValue(domain),
                },
                cancellationToken);
            Console.WriteLine($"Added customer {added.Code}.");
        });
    }

    private static Command List() =>
        new Command("list", "List customers: code, name, domains, weight unless 1, whether disabled.").Does(async (mediator, _, cancellationToken) =>
        {
            var customers = AllPages.ReadAsync(
                page => mediator.Send(new ListCustomersQuery(Caller.Admin) { Page = page.Number, Per = page.Size }, cancellationToken),
                list => list.Resources);
            await foreach (var customer in customers)
            {
                Console.WriteLine(string.Join('\t', Fields(customer).Select(field => ForeignText.Clean(field, ForeignText.MaxSentenceLength))));
            }
        });

    private static IEnumerable<string> Fields(CustomerDto customer) =>
    [
        customer.Code,
        customer.Name,
        string.Join(' ', customer.Domains),
        .. customer.Weight == 1 ? Array.Empty<string>() : [$"weight {customer.Weight}"],
        .. customer.Disabled ? ["disabled"] : Array.Empty<string>(),
    ];

    private static Command Weigh()
    {
        var code = new Argument<string>("CODE") { Description = "The customer's code." };
        var weight = new Argument<int>("WEIGHT") { Description = $"1 (as all are to begin with) to {Customer.MaxWeight}: so many runs begin for one of a customer of weight 1." };
        return new Command("weigh", "Give a customer a greater share of the workers while others wait too.") { code, weight }.Does(async (mediator, parsed, cancellationToken) =>
        {
            var command = new ChangeCustomerCommand(Caller.Admin, parsed.GetRequiredValue(code)) { Weight = parsed.GetRequiredValue(weight) };
            var customer = (await mediator.Send(command, cancellationToken)).Value!;
            Console.WriteLine($"Customer {customer.Code} has weight {customer.Weight}.");
        });
    }
}
