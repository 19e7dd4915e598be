namespace Hosting.Migrations.Infrastructure.Persistence.Work;

/// <summary>A user at a source whose login was refused lately, and has not succeeded since.</summary>
internal sealed class RefusedLogin
{
    /// <summary>See <see cref="Application.Mailboxes.LoginKey"/>.</summary>
    public required string Login { get; init; }

    /// <summary>How often in a row; at least 1.</summary>
    public required int Refusals { get; set; }

    /// <summary>When it was refused last.</summary>
    public required DateTimeOffset LatestAt { get; set; }
}
