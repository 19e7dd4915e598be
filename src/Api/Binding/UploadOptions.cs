namespace Hosting.Migrations.Api.Binding;

/// <summary>What an operator can set about the bodies of requests.</summary>
public sealed class UploadOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Uploads";

    /// <summary>How long the body of a request may take to arrive. Default: 2 minutes; from one second to an hour.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many files each process reads at once; more are 503. Default: 32; 1 to 10,000.</summary>
    public int AtOnce { get; init; } = 32;

    /// <summary>How many of them may be one customer's, or those of all admins together; more are 429. Default: 8; 1 to 10,000.</summary>
    public int AtOncePerCaller { get; init; } = 8;
}
