using System.Linq.Expressions;
using FluentValidation;

namespace Hosting.Migrations.Application.Connections;

internal sealed class ConnectionOptionsValidator : OptionsValidator<ConnectionOptions>
{
    public ConnectionOptionsValidator()
        : base(ConnectionOptions.Section)
    {
        Endpoint(options => options.MicrosoftTokenEndpoint);
        Endpoint(options => options.GoogleTokenEndpoint);
        RuleFor(options => options.MicrosoftScope).NotEmpty().WithMessage("must not be empty");
        Range(options => options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
        Range(options => options.RefusalsHoldFor, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Range(options => options.MaxPerCustomer, 1, 1_000);
    }

    private void Endpoint(Expression<Func<ConnectionOptions, string>> setting) => RuleFor(setting)
        .Must((options, url) => ConnectionEndpoint.IsValid(url.Replace(ConnectionOptions.Tenant, "tenant", StringComparison.Ordinal), options))
        .WithMessage(options => $"must be {ConnectionEndpoint.Rule(options)}");
}
