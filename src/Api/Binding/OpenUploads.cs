using Hosting.Migrations.Api.Limits;
using Hosting.Migrations.Application.Access;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Api.Binding;

/// <summary>Counts the files that are being read, each of which takes memory, so that slow or many clients do not take all of it.</summary>
internal sealed class OpenUploads(IOptions<UploadOptions> options)
{
    private readonly Lock _lock = new();
    private readonly CallerCounts _open = new();
    private int _total;

    /// <summary>Begins a file.</summary>
    /// <param name="caller">Whose it is.</param>
    /// <exception cref="BadHttpRequestException">There are too many: 429 where they are the caller's own, else 503.</exception>
    public void Open(Caller caller)
    {
        lock (_lock)
        {
            if (!_open.TryOpen(caller, options.Value.AtOncePerCaller))
            {
                throw new BadHttpRequestException("The caller has too many uploads under way.", StatusCodes.Status429TooManyRequests);
            }

            if (_total >= options.Value.AtOnce)
            {
                _open.Close(caller);
                throw new BadHttpRequestException("Too many uploads are under way.", StatusCodes.Status503ServiceUnavailable);
            }

            _total++;
        }
    }

    /// <summary>Ends a file.</summary>
    /// <param name="caller">Whose it was.</param>
    public void Close(Caller caller)
    {
        lock (_lock)
        {
            _total--;
            _open.Close(caller);
        }
    }
}
