namespace Hosting.Migrations.Api.Http;

/// <summary>Set as a feature of a request whose answer has turned out to be small, though those of its operation may be large.</summary>
internal sealed class SmallAnswer
{
    public static SmallAnswer Instance { get; } = new();
}
