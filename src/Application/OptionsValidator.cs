using System.Linq.Expressions;
using FluentValidation;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application;

/// <summary>Stops the start when a setting has a bad value, and names it.</summary>
/// <param name="section">The section of the configuration.</param>
internal abstract class OptionsValidator<TOptions>(string section) : AbstractValidator<TOptions>, IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var problems = Validate(options).Errors.ConvertAll(error => $"{section}:{error.PropertyName} {error.ErrorMessage}.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    protected void Range<T>(Expression<Func<TOptions, T>> setting, T least, T greatest)
        where T : IComparable<T>, IComparable =>
        RuleFor(setting).InclusiveBetween(least, greatest).WithMessage("must be between {From} and {To}");
}
