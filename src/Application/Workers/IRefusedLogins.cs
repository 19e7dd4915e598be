using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Application.Workers;

/// <summary>
/// Counts, over all workers, how often in a row a user's login was refused at a source to one customer. After the second time the other runs of that customer
/// that would log in as that user wait: thousands of them would lock the account. Logins go by <see cref="LoginKey"/>.
/// </summary>
public interface IRefusedLogins
{
    /// <summary>When a login that has to wait was refused last; null = it may be tried.</summary>
    /// <param name="login">The login.</param>
    /// <param name="since">Refusals before this moment are forgotten.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    Task<DateTimeOffset?> FindPauseAsync(string login, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Counts a refusal.</summary>
    /// <param name="login">The login.</param>
    /// <param name="now">The moment.</param>
    /// <param name="since">Refusals before this moment are forgotten.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task CountAsync(string login, DateTimeOffset now, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Forgets that logins were refused, and has the runs go on that wait for them.</summary>
    /// <param name="logins">The logins.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task ForgetAsync(IReadOnlyCollection<string> logins, CancellationToken cancellationToken);

    /// <summary>Forgets the refusals of long ago.</summary>
    /// <param name="before">Those before this moment.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task ForgetOldAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
