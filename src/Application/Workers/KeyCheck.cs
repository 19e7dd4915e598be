using Hosting.Migrations.Application.Security;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Application.Workers;

/// <summary>Knows whether this process can open the passwords that the database holds. One that can't takes no work and no passwords, and is not ready.</summary>
public sealed partial class KeyCheck
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(30);

    // So many of the newest migrations are looked at, and as many of the oldest: one that is damaged says nothing of the keys, nor do a few that another
    // process has taken in with other ones.
    private const int Samples = 5;

    private readonly IWorkRepository _work;
    private readonly ISecretSealer _sealer;
    private readonly TimeProvider _clock;
    private readonly ILogger<KeyCheck> _logger;
    private Look? _last;

    /// <summary>Makes a check that has not been made yet.</summary>
    /// <param name="work">Has the passwords.</param>
    /// <param name="sealer">Has the keys.</param>
    /// <param name="clock">Tells when it is time to look again.</param>
    /// <param name="logger">Is told what the operator should know.</param>
    public KeyCheck(IWorkRepository work, ISecretSealer sealer, TimeProvider clock, ILogger<KeyCheck> logger) =>
        (_work, _sealer, _clock, _logger) = (work, sealer, clock, logger);

    /// <summary>Has the next work wait for another look: a password could not be opened.</summary>
    public void Doubt() => _last = null;

    /// <summary>Looks, if it is time to.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether work and passwords may be taken.</returns>
    public async Task<bool> PassesAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last && _clock.GetElapsedTime(last.At) < CheckEvery)
        {
            return last.IsGood;
        }

        var fault = await FindFaultAsync(cancellationToken);
        _last = new Look(fault is null, _clock.GetTimestamp());
        if (fault is not null)
        {
            LogKeys(fault, CheckEvery);
        }

        return fault is null;
    }

    private async Task<SealBrokenException?> FindFaultAsync(CancellationToken cancellationToken)
    {
        var fault = await FindFaultAsync(_work.FindNewestPasswordAsync, cancellationToken);
        return fault is null ? null : await FindFaultAsync(_work.FindOldestPasswordAsync, cancellationToken);
    }

    private async Task<SealBrokenException?> FindFaultAsync(
        Func<long?, CancellationToken, Task<(long MigrationId, string Sealed)?>> findNextAsync, CancellationToken cancellationToken)
    {
        SealBrokenException? fault = null;
        long? last = null;
        for (var tried = 0; tried < Samples && await findNextAsync(last, cancellationToken) is { } next; tried++)
        {
            try
            {
                _sealer.Unseal(next.Sealed);
                return null;
            }
            catch (SealBrokenException broken)
            {
                (fault, last) = (broken, next.MigrationId);
            }
        }

        return fault;
    }

    private sealed record Look(bool IsGood, long At);

    [LoggerMessage(Level = LogLevel.Error, Message = "This process has not the keys of the passwords in the database (Secrets:KeyFolder), and takes neither work nor passwords. All processes need the same folder of keys. Looked at again in {Pause}")]
    private partial void LogKeys(Exception fault, TimeSpan pause);
}
