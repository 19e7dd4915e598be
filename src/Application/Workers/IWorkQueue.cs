using System.Diagnostics.CodeAnalysis;

namespace Hosting.Migrations.Application.Workers;

/// <summary>
/// The runs that wait for a worker, and those that workers have claimed, over all processes. Time is the database's: workers' clocks may differ.
/// What it holds can be made again from the migrations, which are the truth. Whoever freezes between two calls holds nothing up.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "That is what it is called.")]
public interface IWorkQueue
{
    /// <summary>
    /// Has every run of a migration that can start wait for a worker, and wakes workers: those of the step under way, and tests, which need none. Those
    /// that are in the queue stay as they are.
    /// </summary>
    /// <param name="migrationId">The migration's key. One that is being called off, or is paused, has none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many have come in.</returns>
    Task<int> FillAsync(long migrationId, CancellationToken cancellationToken);

    /// <summary>
    /// Claims runs, within all limits: the customers that have waited longest first, each customer's runs in the order in which they came. At most one
    /// run that writes into a mailbox is claimed at a time, by anybody.
    /// </summary>
    /// <param name="demand">Who asks, and for how many.</param>
    /// <param name="cancellationToken">Gives up. What was claimed unnoticed comes back when its lease ends.</param>
    Task<IReadOnlyList<RunKey>> ClaimAsync(WorkDemand demand, CancellationToken cancellationToken);

    /// <summary>Claims a run that is not in the queue at all, to be put in order.</summary>
    /// <param name="run">The run.</param>
    /// <param name="worker">Who claims it.</param>
    /// <param name="lease">How long the claim holds.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it was claimed: not if it is in the queue by now, or is gone, or somebody else writes into its mailbox.</returns>
    Task<bool> TryClaimLostAsync(RunKey run, string worker, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Renews a worker's claims, and writes down how far its runs have come.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="lease">How long the claims hold from now on.</param>
    /// <param name="reports">One for each of its runs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How the worker stands to each run.</returns>
    Task<IReadOnlyDictionary<RunKey, RunClaim>> RenewAsync(
        string worker, TimeSpan lease, IReadOnlyCollection<RunReport> reports, CancellationToken cancellationToken);

    /// <summary>Takes a run that is over out of the queue.</summary>
    /// <param name="run">The run.</param>
    /// <param name="worker">Who has claimed it; nothing happens if that is somebody else.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task DropAsync(RunKey run, string worker, CancellationToken cancellationToken);

    /// <summary>Has a claimed run wait again.</summary>
    /// <param name="run">The run.</param>
    /// <param name="worker">Who has claimed it; nothing happens if that is somebody else.</param>
    /// <param name="pause">How long nobody shall claim it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task ReleaseAsync(RunKey run, string worker, TimeSpan pause, CancellationToken cancellationToken);

    /// <summary>Has a claimed run wait for a login, until that may be tried: see <see cref="IRefusedLogins.ForgetAsync"/>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="worker">Who has claimed it; nothing happens if that is somebody else.</param>
    /// <param name="login">The login.</param>
    /// <param name="pause">How long it waits at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task PutOffAsync(RunKey run, string worker, string login, TimeSpan pause, CancellationToken cancellationToken);

    /// <summary>Takes the runs of a migration out that nobody has claimed.</summary>
    /// <param name="migrationId">The migration's key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task RemoveWaitingAsync(long migrationId, CancellationToken cancellationToken);

    /// <summary>Takes the runs of a resource out that nobody has claimed: they may wait for a server that is another one now.</summary>
    /// <param name="resourceId">The resource's key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task WithdrawAsync(long resourceId, CancellationToken cancellationToken);

    /// <summary>Whether any run of a migration waits or is claimed.</summary>
    /// <param name="migrationId">The migration's key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<bool> HasAnyAsync(long migrationId, CancellationToken cancellationToken);

    /// <summary>Takes over the claims that have ended, to put them in order.</summary>
    /// <param name="worker">Who takes them over.</param>
    /// <param name="lease">How long these claims hold.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<ExpiredClaim>> TakeOverExpiredAsync(string worker, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Forgets the places of customers that have nothing waiting any more.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task TidyAsync(CancellationToken cancellationToken);

    /// <summary>Takes on, or keeps, what one worker at a time does for all.</summary>
    /// <param name="duty">Its name.</param>
    /// <param name="worker">Who would do it.</param>
    /// <param name="until">For how long, from now on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is this worker's.</returns>
    Task<bool> TryHoldDutyAsync(string duty, string worker, TimeSpan until, CancellationToken cancellationToken);

    /// <summary>Wakes the workers that wait for something to do, those of other processes too where the database can.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task WakeAsync(CancellationToken cancellationToken);
}
