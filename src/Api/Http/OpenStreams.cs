using Hosting.Migrations.Api.Limits;
using Hosting.Migrations.Application.Access;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Api.Http;

/// <summary>Counts the streams that are open, so that nobody can take up all of the service.</summary>
internal sealed class OpenStreams(IOptions<EventStreamOptions> options)
{
    private readonly CallerCounts _open = new();

    public bool TryOpen(Caller caller) => _open.TryOpen(caller, options.Value.MaxPerCaller);

    public void Close(Caller caller) => _open.Close(caller);
}
