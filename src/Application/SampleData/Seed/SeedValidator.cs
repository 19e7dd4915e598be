using FluentValidation;

namespace Hosting.Migrations.Application.SampleData.Seed;

internal sealed class SeedValidator : AbstractValidator<SeedCommand>
{
    private const int MaxCustomers = 1_000_000;
    private const int MaxMigrations = 10_000_000;

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public SeedValidator()
    {
        RuleFor(command => command.Customers).InclusiveBetween(1, MaxCustomers).WithMessage($"must be between 1 and {MaxCustomers}");
        RuleFor(command => command.Migrations).InclusiveBetween(0, MaxMigrations).WithMessage($"must be between 0 and {MaxMigrations}");
        RuleFor(command => command.AsOf).InclusiveBetween(Earliest, Latest).WithMessage($"must be between {Earliest:yyyy-MM-dd} and {Latest:yyyy-MM-dd}");
    }
}
