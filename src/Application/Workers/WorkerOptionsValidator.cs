using FluentValidation;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Workers;

internal sealed class WorkerOptionsValidator : AbstractValidator<WorkerOptions>, IValidateOptions<WorkerOptions>
{
    public WorkerOptionsValidator()
    {
        RuleFor(options => options.MailboxesAtOnce).InclusiveBetween(1, 200);
        RuleFor(options => options.PerSourceHost).InclusiveBetween(1, 1_000);
        RuleFor(options => options.PerCustomer).InclusiveBetween(1, 10_000);
        RuleFor(options => options.ToDestination).InclusiveBetween(1, 10_000);
        RuleFor(options => options.MaxAttempts).InclusiveBetween(1, 100);
        RuleFor(options => options.Lease).InclusiveBetween(TimeSpan.FromSeconds(5), TimeSpan.FromHours(1));
        RuleFor(options => options.Heartbeat).InclusiveBetween(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(20));
        RuleFor(options => options.Heartbeat).Must((options, heartbeat) => heartbeat <= options.Lease / 3).WithMessage("must be at most a third of Lease");
        RuleFor(options => options.Reconcile).InclusiveBetween(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        RuleFor(options => options.SlotsPerCustomer).InclusiveBetween(1, 10_000);
        RuleFor(options => options.RetryWithin).InclusiveBetween(TimeSpan.Zero, TimeSpan.FromDays(90));
    }

    public ValidateOptionsResult Validate(string? name, WorkerOptions options)
    {
        var problems = Validate(options).Errors.ConvertAll(error => $"{WorkerOptions.Section}:{error.PropertyName}: {error.ErrorMessage}");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
