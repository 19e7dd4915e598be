using System.Threading.Channels;
using Hosting.Migrations.Application.Tokens;
using Hosting.Migrations.Application.Workers;

namespace Hosting.Migrations.Api.Authentication;

/// <summary>Notes that tokens are used, beside the requests that use them: these wait for nothing, and fail for nothing.</summary>
/// <threadsafety>Safe for all threads.</threadsafety>
internal sealed partial class TokenUses(IServiceScopeFactory scopes, DatabaseContact contact, TimeProvider clock, ILogger<TokenUses> logger) : BackgroundService
{
    // More than this need not be noted at once: the next use of a token is.
    private const int MostWaiting = 1000;

    private readonly Channel<long> _waiting = Channel.CreateBounded<long>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Has a use noted.</summary>
    /// <param name="tokenId">The token's key.</param>
    public void Note(long tokenId) => _waiting.Writer.TryWrite(tokenId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var complaint = new OnceAMinute(clock);
        await foreach (var tokenId in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<IApiTokenRepository>().NoteUseAsync(tokenId, clock.GetUtcNow(), stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                if (!contact.Explains(fault) && complaint.IsDue())
                {
                    LogNotNoted(fault);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "It could not be noted that a token was used; requests go on, and this is said once a minute")]
    private partial void LogNotNoted(Exception fault);
}
