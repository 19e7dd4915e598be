using System.CommandLine;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Connections.Add;
using Hosting.Migrations.Application.Connections.List;
using Hosting.Migrations.Application.Connections.Remove;
using Hosting.Migrations.Application.Connections.TryOut;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Connections;

namespace Hosting.Migrations.Api.Commands;

/// <summary><c>connections add</c>, <c>list</c>, <c>test</c> and <c>remove</c>.</summary>
internal static class ConnectionCommands
{
    private const int MaxFileBytes = 64 * 1024;

    public static Command Create() =>
        new("connections", "Look after connections: stored ways to log in to providers for many mailboxes.") { Add(), List(), Test(), Remove() };

    private static Command Add()
    {
        var customer = new Option<string>("--customer") { Description = "The code of the customer whose mailboxes log in by it.", Required = true };
        var name = new Option<string>("--name") { Description = "The name by which CSV files name it.", Required = true };
        var kind = new Option<string>("--kind") { Description = $"How it logs in: {string.Join(", ", EnumText<ConnectionKind>.All)}.", Required = true };
        var secret = new Option<string?>("--secret-file") { Description = "A file with the client's secret or certificate, the service account's key, or the master user's password." };
        var (server, tenant, client) = (Optional("--remote-server", "The one mail server at which it logs in."), Optional("--tenant", "The directory of an app."), Optional("--client-id", "The app or client."));
        var (endpoint, scope) = (Optional("--token-endpoint", "Where a client gets tokens."), Optional("--scope", "What tokens are asked for."));
        var (user, separator) = (Optional("--user", "The master user."), Optional("--separator", "What joins user and master user into one name."));
        return new Command("add", "Add a connection, and print its id.") { customer, name, kind, secret, server, tenant, client, endpoint, scope, user, separator }
            .Does(async (mediator, parsed, cancellationToken) =>
            {
                var added = await mediator.Send(
                    new AddConnectionCommand(Caller.Admin)
                    {
                        CustomerCode = parsed.GetRequiredValue(customer),
                        Name = parsed.GetRequiredValue(name),
                        Kind = parsed.GetRequiredValue(kind),
                        RemoteServer = parsed.GetValue(server),
                        Tenant = parsed.GetValue(tenant),
                        ClientId = parsed.GetValue(client),
                        TokenEndpoint = parsed.GetValue(endpoint),
                        Scope = parsed.GetValue(scope),
                        User = parsed.GetValue(user),
                        Separator = parsed.GetValue(separator),
                        Secrets = await ReadSecretAsync(parsed.GetValue(secret), parsed.GetRequiredValue(kind), cancellationToken),
                    },
                    cancellationToken);
                Console.WriteLine(added.Id);
            });
    }

    private static Command List() => new Command("list", "List connections: id, customer, name, kind, server.").Does(async (mediator, _, cancellationToken) =>
    {
        var connections = AllPages.ReadAsync(
            page => mediator.Send(new ListConnectionsQuery(Caller.Admin) { Page = page.Number, Per = page.Size }, cancellationToken),
            list => list.Resources);
        await foreach (var connection in connections)
        {
            Console.WriteLine($"{connection.Id}\t{connection.CustomerCode}\t{connection.Name}\t{EnumText<ConnectionKind>.ToText(connection.Kind)}\t{connection.RemoteServer}");
        }
    });

    private static Command Test()
    {
        var id = Id();
        var mailbox = new Option<string>("--mailbox") { Description = "The user at the source.", Required = true };
        var preset = Optional("--preset", "The preset of the migration that is meant; standard_ssl unless given.");
        return new Command("test", "Ask for a token and log in to a mailbox, once.") { id, mailbox, preset }.Does(async (mediator, parsed, cancellationToken) =>
        {
            var tested = await mediator.Send(
                new TryConnectionCommand(Caller.Admin, parsed.GetRequiredValue(id)) { Mailbox = parsed.GetRequiredValue(mailbox), Preset = parsed.GetValue(preset) }, cancellationToken);
            if (!tested.Login)
            {
                throw new AccessTokenException($"{tested.ErrorCode}: {tested.Error} {tested.WhatToDo}");
            }

            Console.WriteLine("The login has succeeded.");
        });
    }

    private static Command Remove()
    {
        var id = Id();
        return new Command("remove", "Remove a connection that no migration needs any more.") { id }.Does(async (mediator, parsed, cancellationToken) =>
        {
            var command = new RemoveConnectionCommand(Caller.Admin, parsed.GetRequiredValue(id));
            await mediator.Send(command, cancellationToken);
            Console.WriteLine($"Removed connection {command.Id}.");
        });
    }

    private static Argument<string> Id() => new("ID") { Description = "The connection's id, as 'connections list' shows it." };

    private static Option<string?> Optional(string name, string description) => new(name) { Description = description };

    private static async Task<ConnectionSecrets> ReadSecretAsync(string? path, string kind, CancellationToken cancellationToken)
    {
        if (path is null || !EnumText<ConnectionKind>.IsDefined(kind))
        {
            return ConnectionSecrets.None;
        }

        if (new FileInfo(path).Length > MaxFileBytes)
        {
            throw new RequestInvalidException([new FieldError("secret-file", $"must have at most {MaxFileBytes} bytes")]);
        }

        // An editor ends the last line.
        var text = (await File.ReadAllTextAsync(path, cancellationToken)).TrimEnd('\r', '\n');
        return EnumText<ConnectionKind>.Parse(kind) switch
        {
            ConnectionKind.Microsoft365App when text.Contains("-----BEGIN", StringComparison.Ordinal) => new ConnectionSecrets(null, text, null, null),
            ConnectionKind.GoogleServiceAccount => new ConnectionSecrets(null, null, text, null),
            ConnectionKind.MasterUser => new ConnectionSecrets(null, null, null, text),
            _ => new ConnectionSecrets(text, null, null, null),
        };
    }
}
