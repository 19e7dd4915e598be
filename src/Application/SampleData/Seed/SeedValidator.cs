using FluentValidation;

namespace Hosting.Migrations.Application.SampleData.Seed;

internal sealed class SeedValidator : AbstractValidator<SeedCommand>
{
    private const int MaxCustomers = 1_000_000;
    private const int MaxMigrations = 10_000_000;

    public SeedValidator()
    {
        RuleFor(command => command.Customers).InclusiveBetween(1, MaxCustomers).WithMessage($"must be between 1 and {MaxCustomers}");
        RuleFor(command => command.Migrations).InclusiveBetween(0, MaxMigrations).WithMessage($"must be between 0 and {MaxMigrations}");
    }
}
