using System.Linq.Expressions;
using System.Text.RegularExpressions;
using FluentValidation;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Customers;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Connections.Add;

internal sealed partial class AddConnectionValidator : AbstractValidator<AddConnectionCommand>
{
    private static readonly string[] GoogleScopes = ["https://mail.google.com/", "https://www.googleapis.com/auth/gmail.imap_admin"];

    // Those of no single directory.
    private static readonly string[] SharedTenants = ["common", "organizations", "consumers"];

    public AddConnectionValidator(IOptions<ConnectionOptions> options, SourcePorts ports, TimeProvider clock)
    {
        RuleFor(command => command.CustomerCode)
            .NotNull().When(command => command.Caller.IsAdmin).WithMessage("is required")
            .Must(code => code is null || CustomerCode.IsValid(code))
            .WithMessage($"must be 1 to {CustomerCode.MaxLength} letters, digits, '_' or '-'");
        RuleFor(command => command.Name).NotNull().WithMessage("is required").MustBeConnectionName();
        RuleFor(command => command.Kind)
            .NotNull().WithMessage("is required")
            .Must(kind => kind is null || EnumText<ConnectionKind>.IsDefined(kind))
            .WithMessage($"must be one of: {string.Join(", ", EnumText<ConnectionKind>.All)}");
        RuleFor(command => command.RemoteServer)
            .NotNull().When(command => KindOf(command) is { } kind && ConnectionDefaults.ServerOf(kind) is null).WithMessage("is required for this kind")
            .Must(server => server is null || RemoteServer.TryParse(server, out _))
            .WithMessage("must be a host name or IP address, optionally with a port, such as imap.example.net:993")
            .Must(server => server is null || !RemoteServer.TryParse(server, out var read) || ports.FindRefusal(read.Port) is null)
            .WithMessage(command => ports.FindRefusal(RemoteServer.Parse(command.RemoteServer!).Port));
        OfKind(command => command.Tenant, nameof(ConnectionSettings.Tenant))
            .Must(tenant => tenant is null || (TenantPattern().IsMatch(tenant) && !SharedTenants.Contains(tenant, StringComparer.OrdinalIgnoreCase)))
            .WithMessage("must be the GUID or a domain of one directory");
        OfKind(command => command.ClientId, nameof(ConnectionSettings.ClientId)).MustBePlain(ConnectionSettings.MaxLength);
        OfKind(command => command.User, nameof(ConnectionSettings.User)).MustBePlain(ConnectionSettings.MaxLength);
        OfKind(command => command.Separator, nameof(ConnectionSettings.Separator)).MustBePlain(ConnectionSettings.MaxSeparatorLength);
        OfKind(command => command.TokenEndpoint, nameof(ConnectionSettings.TokenEndpoint)).MustBeEndpoint(options.Value);
        OfKind(command => command.Scope, nameof(ConnectionSettings.Scope)).MustBePlain(ConnectionSettings.MaxScopeLength, allowsBlanks: true)
            .Must((command, scope) => scope is null || KindOf(command) != ConnectionKind.GoogleServiceAccount || GoogleScopes.Contains(scope))
            .WithMessage($"must be one of: {string.Join(", ", GoogleScopes)}");
        RuleFor(command => command.Secrets).Custom((_, context) => CheckSecrets(context, clock.GetUtcNow()));
    }

    private static ConnectionKind? KindOf(AddConnectionCommand command) =>
        command.Kind is { } kind && EnumText<ConnectionKind>.IsDefined(kind) ? EnumText<ConnectionKind>.Parse(kind) : null;

    // What a kind needs, and has not. The client of a service account is told by its key.
    private IRuleBuilderOptions<AddConnectionCommand, string?> OfKind(Expression<Func<AddConnectionCommand, string?>> field, string name) => RuleFor(field)
        .Must((command, value) => value is not null || KindOf(command) is not { } kind || IsToldByKey(kind, name) || !ConnectionNeeds.Of(kind).Required.Contains(name))
        .WithMessage("is required for this kind")
        .Must((command, value) => value is null || KindOf(command) is not { } kind || IsPartOf(kind, name))
        .WithMessage("is not part of this kind");

    private static bool IsPartOf(ConnectionKind kind, string name) =>
        !IsToldByKey(kind, name) && (ConnectionNeeds.Of(kind).Required.Contains(name) || ConnectionNeeds.Of(kind).Optional.Contains(name));

    private static bool IsToldByKey(ConnectionKind kind, string name) => kind == ConnectionKind.GoogleServiceAccount && name == nameof(ConnectionSettings.ClientId);

    private static void CheckSecrets(ValidationContext<AddConnectionCommand> context, DateTimeOffset now)
    {
        var command = context.InstanceToValidate;
        if (KindOf(command) is not { } kind)
        {
            return;
        }

        var own = ConnectionSecrets.FieldsOf(kind);
        if (ConnectionNeeds.Of(kind).NeedsSecret && command.Secrets.Value is null)
        {
            context.AddFailure(own[0], own.Count == 1 ? "is required for this kind" : $"is required for this kind, or {own[1]}");
        }

        foreach (var (field, reason) in command.Secrets.FindFaults(kind, now))
        {
            context.AddFailure(field, reason);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9.-]{0,252}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TenantPattern();
}
