using Hosting.Migrations.Application;
using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations;
using Hosting.Migrations.Application.Migrations.Cancel;
using Hosting.Migrations.Application.Migrations.Delete;
using Hosting.Migrations.Application.Migrations.Execute;
using Hosting.Migrations.Application.Migrations.Reschedule;
using Hosting.Migrations.Application.Migrations.Retry;
using Hosting.Migrations.Domain.Migrations;
using Hosting.Migrations.Infrastructure.IntegrationTests.Databases;
using Hosting.Migrations.Infrastructure.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using static Hosting.Migrations.Infrastructure.IntegrationTests.Databases.Samples;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Hammering;

/// <summary>Many callers and workers change the same migration at once: each is answered as if it came alone, one after the other.</summary>
internal sealed class HammerTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private const int Callers = 8;
    private const int Rounds = 10;

    [Test]
    public async Task Change_WhenManyChangeAtOnce_ShouldLoseNoUpdate()
    {
        var migration = await StoreAsync(later => later.Schedule(Noon));
        var before = await Database.RevisionOfAsync(migration.Code);

        var answers = await Task.WhenAll(Enumerable.Range(1, Callers * 2).Select(i => i % 2 == 0
            ? AskAsync(new ExecuteMigrationCommand(Caller.Admin, migration.Code) { Execution = "first" })
            : AskAsync(Move(migration.Code, days: i))));

        Assert.That(answers, Is.All.Null);

        var after = await ReadAsync(migration.Code);
        Assert.That(
            (await Database.RevisionOfAsync(migration.Code) - before, after!.AdminFirstExecutionOverride, after.SecondExecutionDate is not null),
            Is.EqualTo((answers.Length, true, true)));
    }

    [Test]
    public async Task Change_WhenItIsCancelledAtOnceByMany_ShouldBeCancelledByOne()
    {
        var migration = await StoreAsync(later => later.Schedule(Noon));

        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => AskAsync(new CancelMigrationCommand(Caller.Admin, migration.Code))));

        Assert.That(answers.Count(answer => answer is null), Is.EqualTo(1));
    }

    [Test]
    public async Task Change_WhenEverythingIsAskedAtOnceWhileItRuns_ShouldComeToNoImpossibleState()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var migration = await StoreAsync(later =>
            {
                later.Schedule(Noon);
                later.ForceExecution(Execution.First, Noon);
            });

            Func<Task>[] requests =
            [
                .. Enumerable.Range(1, Callers).SelectMany(i => new Func<Task>[]
                {
                    () => AskAsync(new ExecuteMigrationCommand(Caller.Admin, migration.Code) { Execution = i % 2 == 0 ? "first" : "second" }),
                    () => AskAsync(Move(migration.Code, i)),
                    () => AskAsync(new CancelMigrationCommand(Caller.Admin, migration.Code)),
                    () => AskAsync(new RetryMigrationCommand(Caller.Admin, migration.Code)),
                }),
                () => AskAsync(new DeleteMigrationCommand(Caller.Admin, migration.Code)),
                () => WorkAsync(migration.Code),
                () => WorkAsync(migration.Code),
            ];
            Random.Shared.Shuffle(requests);
            await Task.WhenAll(requests.Select(request => Task.Run(request)));

            await ShouldBePossibleAsync(migration.Code);
        }
    }

    private async Task<Migration> StoreAsync(Action<Migration> then)
    {
        await Database.ClearAsync();
        var owner = ACustomer();
        await Database.StoreAsync(owner);
        var migration = AMigration(owner).Validated();
        then(migration);
        await Database.StoreAsync(migration);
        return migration;
    }

    private static RescheduleMigrationCommand Move(string code, int days) =>
        new(Caller.Admin, code) { MovesSecond = true, SecondExecutionDate = DateTimeOffset.UtcNow.AddMonths(6).AddDays(days) };

    /// <summary>Sends a request as the API would; null where it is done, or the refusal. Whatever else goes wrong would be a 500.</summary>
    private async Task<Exception?> AskAsync<TResponse>(IRequest<TResponse> request)
    {
        try
        {
            await Database.InScopeAsync<IMediator>(mediator => mediator.Send(request));
            return null;
        }
        catch (Exception refusal) when (refusal is RequestInvalidException or NotFoundException)
        {
            return refusal;
        }
    }

    /// <summary>Does what a worker does, until there is nothing to be done: each step on what it finds, or not at all.</summary>
    private async Task WorkAsync(string code)
    {
        for (var turn = 0; turn < Callers * 4; turn++)
        {
            try
            {
                await Database.InScopeAsync<IServiceProvider>(async services =>
                {
                    var migration = await ((IMigrationRepository)services.GetService(typeof(IMigrationRepository))!).FindAsync(code, CancellationToken.None);
                    if (migration is not null)
                    {
                        Step(migration);
                        await ((IUnitOfWork)services.GetService(typeof(IUnitOfWork))!).SaveChangesAsync(CancellationToken.None);
                    }
                });
            }
            catch (ConcurrentChangeException)
            {
                // Somebody else was faster; the next turn looks again.
            }
        }
    }

    private static void Step(Migration migration)
    {
        var (resource, now) = (migration.Resources[0], DateTimeOffset.UtcNow);
        if (migration.Status == MigrationStatus.Scheduled && migration.NextExecutionDate <= now)
        {
            migration.StartExecution(now);
        }
        else if (migration.CanStartRun(resource))
        {
            migration.StartRun(resource, now);
        }
        else if (resource.IsRunning)
        {
            migration.FinishRun(resource, RunProgress.None, new RunError(CopyFault.Auth, "Refused."), now);
            migration.FinishStepIfOver(now);
        }
    }

    private async Task ShouldBePossibleAsync(string code)
    {
        if (await ReadAsync(code) is not { } migration)
        {
            return;
        }

        var events = await Database.InScopeAsync<MigrationsDbContext, List<MigrationEvent>>(context =>
            context.MigrationEvents.Where(told => told.MigrationId == migration.Id).OrderBy(told => told.Id).ToListAsync());
        var states = events.ConvertAll(told => new MigrationState(told.Status, told.Step));
        Assert.That(states[^1], Is.EqualTo(migration.State), "The last event is of another state.");
        foreach (var (from, to) in states.Zip(states.Skip(1)).Where(pair => pair.First != pair.Second))
        {
            Assert.That(
                Enum.GetValues<MigrationTransition>().Any(transition => MigrationLifeCycle.Allows(from, transition) && MigrationLifeCycle.Next(from, transition) == to)
                    || IsCancelledBeforeTheSecond(from, to),
                Is.True,
                $"{from} does not lead to {to}.");
        }
    }

    // The one way that passes through a state without an event of its own: it ends as what was done last, the first execution or a delta, has ended.
    private static bool IsCancelledBeforeTheSecond(MigrationState from, MigrationState to) =>
        from == new MigrationState(MigrationStatus.Scheduled, MigrationStep.SecondExecution) && (to.Step == MigrationStep.FirstExecution || to.Status.HasEnded());

    private Task<Migration?> ReadAsync(string code) =>
        Database.InScopeAsync<IMigrationRepository, Migration?>(migrations => migrations.FindAsync(code, CancellationToken.None));
}
