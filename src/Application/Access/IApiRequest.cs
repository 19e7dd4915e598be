using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Application.Access;

/// <summary>
/// A request that comes from an API client. The pipeline answers 403 where it is not allowed, then 422 with everything
/// that the request alone shows to be wrong.
/// </summary>
public interface IApiRequest
{
    /// <summary>Who sends the request.</summary>
    Caller Caller { get; }

    /// <summary>Whether the caller may send such a request at all, whatever it is about.</summary>
    bool IsAllowed { get; }

    /// <summary>The fields that could not be read as what they should be; such a field holds its default here.</summary>
    IReadOnlyList<FieldError> Unreadable { get; }
}
