using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Application.Connections.Tokens;

/// <summary>
/// One token and whoever needs it: however many ask at once, one question is asked. It is renewed while it is still good; if that fails, it is used to its end.
/// Goes by a clock that nobody sets, so that it does not matter what time it is here or there. Safe for all threads.
/// </summary>
/// <param name="clock">Tells how old things are.</param>
/// <param name="refusalsHoldFor">For how long a refusal is not asked about again.</param>
internal sealed class TokenSlot(TimeProvider clock, TimeSpan refusalsHoldFor)
{
    private const double RenewAfter = 0.8;

    private readonly Lock _lock = new();
    private Held? _held;
    private Refused? _refused;
    private Task<Secret>? _asking;

    /// <summary>Whether there is nothing here that anybody would miss.</summary>
    public bool IsSpent
    {
        get
        {
            lock (_lock)
            {
                return _asking is null && !IsGood(1) && !IsRefused;
            }
        }
    }

    /// <summary>A token that is good now.</summary>
    /// <param name="ask">Asks for another one.</param>
    /// <exception cref="AccessTokenException">There is none.</exception>
    public Task<Secret> GetAsync(Func<Task<IssuedToken>> ask)
    {
        lock (_lock)
        {
            if (IsGood(RenewAfter) || (IsRefused && IsGood(1)))
            {
                return Task.FromResult(_held!.Token);
            }

            return IsRefused ? Task.FromException<Secret>(_refused!.Fault.Again()) : _asking ??= AskAsync(ask);
        }
    }

    /// <summary>Holds a token no longer that a mail server has refused, unless it is as young as a refusal is kept: then another would be no better.</summary>
    /// <param name="token">The token.</param>
    public void Drop(Secret token)
    {
        lock (_lock)
        {
            if (_held is { } held && ReferenceEquals(held.Token, token) && clock.GetElapsedTime(held.At) >= refusalsHoldFor)
            {
                _held = null;
            }
        }
    }

    private bool IsRefused => _refused is { } refused && clock.GetElapsedTime(refused.At) < refusalsHoldFor;

    private bool IsGood(double share) => _held is { } held && clock.GetElapsedTime(held.At) < held.Life * share;

    private async Task<Secret> AskAsync(Func<Task<IssuedToken>> ask)
    {
        // Whoever holds the lock waits for nothing.
        await Task.Yield();
        var asked = clock.GetTimestamp();
        try
        {
            var issued = await ask();
            lock (_lock)
            {
                (_held, _refused, _asking) = (new Held(issued.Token, asked, issued.Life), null, null);
                return issued.Token;
            }
        }
        catch (Exception fault)
        {
            lock (_lock)
            {
                _asking = null;
                _refused = fault is AccessTokenException refusal ? new Refused(refusal, clock.GetTimestamp()) : null;
                if (_refused is not null && IsGood(1))
                {
                    return _held!.Token;
                }
            }

            throw;
        }
    }

    private sealed record Held(Secret Token, long At, TimeSpan Life);

    private sealed record Refused(AccessTokenException Fault, long At);
}
