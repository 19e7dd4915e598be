using FluentValidation;

namespace Hosting.Migrations.Application.Workers;

internal sealed class WorkerOptionsValidator : OptionsValidator<WorkerOptions>
{
    public WorkerOptionsValidator()
        : base(WorkerOptions.Section)
    {
        Range(options => options.MailboxesAtOnce, 1, 200);
        Range(options => options.TestsAtOnce, 1, 200);
        Range(options => options.PerSourceHost, 1, 1_000);
        Range(options => options.PerCustomer, 1, 10_000);
        Range(options => options.ToDestination, 1, 10_000);
        Range(options => options.MaxAttempts, 1, 100);
        Range(options => options.Lease, TimeSpan.FromSeconds(5), TimeSpan.FromHours(1));
        Range(options => options.Heartbeat, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(20));
        RuleFor(options => options.Heartbeat).Must((options, heartbeat) => heartbeat <= options.Lease / 3).WithMessage("must be at most a third of Lease");
        Range(options => options.Reconcile, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        Range(options => options.SlotsPerCustomer, 1, 10_000);
        Range(options => options.RetryTestsFor, TimeSpan.Zero, TimeSpan.FromHours(1));
        Range(options => options.PauseLoginsFor, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3));
        Range(options => options.RetryWithin, TimeSpan.Zero, TimeSpan.FromDays(90));
    }
}
