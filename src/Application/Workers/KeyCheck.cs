using Hosting.Migrations.Application.Security;
using Microsoft.Extensions.Logging;

namespace Hosting.Migrations.Application.Workers;

/// <summary>Knows whether this process can open the passwords that the database holds. One that can't takes no work, and is not ready.</summary>
public sealed partial class KeyCheck
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(30);

    // So many migrations are looked at: one that is damaged says nothing of the keys.
    private const int Samples = 5;

    private readonly IWorkRepository _work;
    private readonly ISecretSealer _sealer;
    private readonly TimeProvider _clock;
    private readonly ILogger<KeyCheck> _logger;
    private long? _checked;

    /// <summary>Makes a check that has not been made yet.</summary>
    /// <param name="work">Has the passwords.</param>
    /// <param name="sealer">Has the keys.</param>
    /// <param name="clock">Tells when it is time to look again.</param>
    /// <param name="logger">Is told what the operator should know.</param>
    public KeyCheck(IWorkRepository work, ISecretSealer sealer, TimeProvider clock, ILogger<KeyCheck> logger) =>
        (_work, _sealer, _clock, _logger) = (work, sealer, clock, logger);

    /// <summary>Whether the last look was good; true before the first.</summary>
    public bool IsGood { get; private set; } = true;

    /// <summary>Has the next work wait for another look: a password could not be opened.</summary>
    public void Doubt() => (IsGood, _checked) = (false, null);

    /// <summary>Looks, if it is time to.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether work may be taken.</returns>
    public async Task<bool> PassesAsync(CancellationToken cancellationToken)
    {
        if (_checked is { } last && _clock.GetElapsedTime(last) < CheckEvery)
        {
            return IsGood;
        }

        var fault = await FindFaultAsync(cancellationToken);
        (IsGood, _checked) = (fault is null, _clock.GetTimestamp());
        if (fault is not null)
        {
            LogKeys(fault, CheckEvery);
        }

        return IsGood;
    }

    private async Task<SealBrokenException?> FindFaultAsync(CancellationToken cancellationToken)
    {
        SealBrokenException? fault = null;
        long? before = null;
        for (var tried = 0; tried < Samples && await _work.FindSealedPasswordAsync(before, cancellationToken) is { } newest; tried++)
        {
            try
            {
                _sealer.Unseal(newest.Sealed);
                return null;
            }
            catch (SealBrokenException broken)
            {
                (fault, before) = (broken, newest.MigrationId);
            }
        }

        return fault;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "This process has not the keys of the passwords in the database (Secrets:KeyFolder), and takes no work. All processes need the same folder of keys. Looked at again in {Pause}")]
    private partial void LogKeys(Exception fault, TimeSpan pause);
}
