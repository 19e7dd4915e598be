using System.Collections.Concurrent;
using Hosting.Migrations.Application.Mailboxes;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Connections.Tokens;

/// <summary>The tokens that this process holds: one for each connection, or for each mailbox where tokens are made out to one. Safe for all threads.</summary>
internal sealed class TokenCache(IOptions<ConnectionOptions> options, TimeProvider clock)
{
    // Far more than there are mailboxes under way at once.
    private const int MostSlots = 10_000;

    private readonly ConcurrentDictionary<TokenKey, TokenSlot> _slots = new();

    /// <summary>A token that is good now.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="ask">Asks for another one; not given up when one of those who wait for it does.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AccessTokenException">There is none.</exception>
    public Task<Secret> GetAsync(TokenKey key, Func<Task<IssuedToken>> ask, CancellationToken cancellationToken)
    {
        if (_slots.Count >= MostSlots)
        {
            Tidy();
        }

        return _slots.GetOrAdd(key, _ => new TokenSlot(clock, options.Value.RefusalsHoldFor)).GetAsync(ask).WaitAsync(cancellationToken);
    }

    /// <summary>See <see cref="TokenSlot.Drop"/>.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="token">The token that was refused.</param>
    public void Drop(TokenKey key, Secret token)
    {
        if (_slots.TryGetValue(key, out var slot))
        {
            slot.Drop(token);
        }
    }

    private void Tidy()
    {
        foreach (var slot in _slots.Where(slot => slot.Value.IsSpent))
        {
            _slots.TryRemove(slot);
        }
    }
}

/// <summary>Whose token it is.</summary>
/// <param name="ConnectionId">The connection's id.</param>
/// <param name="ChangedAt">When it was changed last: what was refused before is asked for anew.</param>
/// <param name="Mailbox">The mailbox to which it is made out; empty = to all of the connection's.</param>
internal readonly record struct TokenKey(string ConnectionId, DateTimeOffset ChangedAt, string Mailbox);
