using FluentValidation;
using Hosting.Migrations.Application.Migrations.Resources;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Migrations.Retry;

internal sealed class RetryMigrationValidator : AbstractValidator<RetryMigrationCommand>
{
    public RetryMigrationValidator(IOptions<MigrationOptions> options)
    {
        RuleFor(command => command.Resources)
            .Must(codes => codes is null || (codes.Count > 0 && codes.Count <= options.Value.MaxCsvRows))
            .WithMessage($"must name 1 to {options.Value.MaxCsvRows} resources")
            .Must(codes => codes is null || codes.Distinct(StringComparer.Ordinal).Count() == codes.Count)
            .WithMessage("must name each resource once");

        RuleFor(command => command.ErrorCode)
            .Must(code => code is null || MigrationResourceProfile.ErrorCodes.Contains(code))
            .WithMessage($"must be one of: {string.Join(", ", MigrationResourceProfile.ErrorCodes)}");
    }
}
