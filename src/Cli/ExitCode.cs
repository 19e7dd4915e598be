namespace Hosting.Migrations.Cli;

/// <summary>What the program tells scripts at its end.</summary>
internal static class ExitCode
{
    /// <summary>It is done.</summary>
    public const int Done = 0;

    /// <summary>It is not, for a reason that has no code of its own: wrong arguments, a file that can't be read, a copy that is not complete.</summary>
    public const int Failed = 1;

    /// <summary>The service refuses what it was sent (400, 413, 415, 422).</summary>
    public const int Invalid = 2;

    /// <summary>The service refuses the token, or its scope (401, 403).</summary>
    public const int NotAllowed = 3;

    /// <summary>There is no such thing (404).</summary>
    public const int NotFound = 4;

    /// <summary>It can't be done as things stand (409, 412, and 422 where the migration's state does not allow it).</summary>
    public const int Conflict = 5;

    /// <summary>The service can't be reached, or is too busy: the same may succeed later (408, 429, 5xx).</summary>
    public const int Unavailable = 6;

    /// <summary>The migration that was followed has ended, with mailboxes that failed.</summary>
    public const int EndedWithErrors = 7;
}
