using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Gives OAuth 2 access tokens. Their life is short, so each login asks for one; several connections may ask at once.</summary>
public interface IAccessTokens
{
    /// <summary>What it means when a mail server refuses one: that it is bad, or, where it has just been issued for many mailboxes, that it does not open this one.</summary>
    CopyFault RefusedAs => CopyFault.Auth;

    /// <summary>A token that is good now.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AccessTokenException">There is none.</exception>
    Task<Secret> GetAsync(CancellationToken cancellationToken);

    /// <summary>Takes note that a mail server has refused a token: what it opens may have been decided when it was issued, and be decided otherwise by now.</summary>
    /// <param name="token">The token.</param>
    void Refuse(Secret token)
    {
    }
}

/// <summary>There is no access token to log in with.</summary>
/// <param name="reason">Why, as a sentence.</param>
/// <param name="fault">What kind of reason that is.</param>
/// <param name="mayPass">Whether there may be one soon, without anybody's doing anything about it.</param>
public sealed class AccessTokenException(string reason, CopyFault fault = CopyFault.Auth, bool mayPass = false) : Exception(reason)
{
    /// <summary>What kind of reason it is.</summary>
    public CopyFault Fault => fault;

    /// <summary>Whether there may be a token soon, without anybody's doing anything about it.</summary>
    public bool MayPass => mayPass;

    /// <summary>The same, to be thrown once more.</summary>
    public AccessTokenException Again() => new(Message, fault, mayPass);
}

/// <summary>One token, for as long as it lasts.</summary>
/// <param name="token">The token.</param>
public sealed class SingleAccessToken(Secret token) : IAccessTokens
{
    /// <inheritdoc />
    public Task<Secret> GetAsync(CancellationToken cancellationToken) => Task.FromResult(token);
}
