using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Application.Workers.FinishStep;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Workers.RunMailbox;

/// <summary>Has runs wait that would log in as a user whom the source has refused twice, and go on once it has let that user in.</summary>
internal sealed class LoginPause(
    IRefusedLogins logins,
    IRunRepository runs,
    IUnitOfWork unitOfWork,
    IWorkQueue queue,
    EndedRuns ended,
    WorkerIdentity worker,
    IOptions<WorkerOptions> options,
    TimeProvider clock)
{
    // Texts may be long; the whole must fit into what a run keeps.
    private const int MaxNameLength = 100;

    /// <summary>Puts a run off whose login has to wait, which is no attempt; or ends it where it has waited long enough.</summary>
    /// <param name="run">The run, which this worker has claimed.</param>
    /// <param name="subject">Its mailbox.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is not to be done now.</returns>
    public async Task<bool> TryPutOffAsync(RunKey run, RunSubject subject, CancellationToken cancellationToken)
    {
        if (!subject.AreLoginsRefused || subject.Resource.FindRun(run.Step) is { TriesNewLogin: true })
        {
            return false;
        }

        var (resource, now) = (subject.Resource, clock.GetUtcNow());
        var login = LoginKey.Of(subject.CustomerId, resource.ToLogin());
        if (await logins.FindPauseAsync(login, now - Time, cancellationToken) is not { } refused)
        {
            return false;
        }

        var hasWaited = resource.FindRun(run.Step)?.PutOffAt is { } since && now - since >= Time;
        if (hasWaited)
        {
            resource.GiveUpRun(run.Step, Explain(resource), now);
        }
        else
        {
            resource.PutOffRun(run.Step, Explain(resource), now);
        }

        await unitOfWork.SaveChangesAsync(cancellationToken);
        await runs.FollowErrorsAsync(resource.MigrationId, cancellationToken);
        if (hasWaited)
        {
            await ended.TakeOutAsync(run, worker.Name, resource.MigrationId, subject.Status, cancellationToken);
            return true;
        }

        await queue.PutOffAsync(run, worker.Name, login, refused + Time - now, cancellationToken);

        // A login may have been given in the meantime, which is tried whatever this one was told.
        unitOfWork.Forget();
        if ((await runs.FindAsync(run, cancellationToken))?.Resource.FindRun(run.Step) is { TriesNewLogin: true })
        {
            await queue.WithdrawAsync(run.ResourceId, cancellationToken);
            await queue.FillAsync(resource.MigrationId, cancellationToken);
            return true;
        }

        // The login may have succeeded in the meantime, which woke what waited until then.
        if (await logins.FindPauseAsync(login, now - Time, cancellationToken) is null)
        {
            await logins.ForgetAsync([login], cancellationToken);
        }

        return true;
    }

    /// <summary>Takes account of how a run has ended.</summary>
    /// <param name="step">Its step.</param>
    /// <param name="subject">Its mailbox.</param>
    /// <param name="fault">Why it failed; null = it succeeded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task FollowAsync(MigrationStep step, RunSubject subject, CopyFault? fault, CancellationToken cancellationToken)
    {
        var login = LoginKey.Of(subject.CustomerId, subject.Resource.ToLogin());
        if (fault == CopyFault.Auth)
        {
            var now = clock.GetUtcNow();
            await logins.CountAsync(login, now, now - Time, cancellationToken);
        }
        else if (fault is null && subject.AreLoginsRefused)
        {
            if (step == MigrationStep.TestRun)
            {
                await runs.SharePasswordAsync(subject.Resource, cancellationToken);
            }

            await logins.ForgetAsync([login], cancellationToken);
        }
    }

    private TimeSpan Time => options.Value.PauseLoginsFor;

    private static RunError Explain(MigrationResource resource)
    {
        var login = resource.ToLogin();
        var (host, user) = (ForeignText.Clean(LoginKey.HostOf(login), MaxNameLength), ForeignText.Clean(LoginKey.UserOf(login), MaxNameLength));
        var remedy = login.ConnectionId is not null ? "give its connection the right password (PATCH), and retry"
            : $"give the right {(login.MasterUser is null ? "remote_password" : "masteruser_password")} to one of the mailboxes with this user (PATCH), or retry when the login works again";
        return new RunError(
            CopyFault.AuthPaused,
            $"{host} has refused the login of {user} twice; it is not tried for this mailbox, so that the account is not locked: "
            + remedy);
    }
}
