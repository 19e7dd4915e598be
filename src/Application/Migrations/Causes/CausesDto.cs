using Hosting.Migrations.Application.Migrations.Resources;

namespace Hosting.Migrations.Application.Migrations.Causes;

/// <summary>Why mailboxes of a migration failed: one entry for each reason and, where it lies with the source, for each source.</summary>
/// <param name="Code">The migration's code.</param>
/// <param name="Causes">Those of most mailboxes first.</param>
public sealed record CausesDto(string Code, IReadOnlyList<CauseDto> Causes);

/// <summary>One reason for which mailboxes failed.</summary>
/// <param name="ErrorCode">The reason, from a closed set; <c>crashed</c> where the worker died.</param>
/// <param name="RemoteServer">The source that all of them have; null where the reason does not lie with the source.</param>
/// <param name="Summary">How many failed, and why, as a sentence.</param>
/// <param name="WhatToDo">What helps.</param>
/// <param name="Mailboxes">How many failed for this reason.</param>
/// <param name="Resources">Their codes, in the file's order.</param>
/// <param name="Example">The first of them.</param>
public sealed record CauseDto(
    [property: RunErrorCode] string ErrorCode,
    string? RemoteServer,
    string Summary,
    string WhatToDo,
    int Mailboxes,
    IReadOnlyList<string> Resources,
    CauseExampleDto Example);

/// <summary>One mailbox that failed.</summary>
/// <param name="ResourceCode">Its code.</param>
/// <param name="LocalEmail">The mailbox at the destination.</param>
/// <param name="RemoteUsername">The user at the source.</param>
/// <param name="Message">Why it failed, with the server's words where there are any.</param>
/// <param name="OccurredAt">When.</param>
public sealed record CauseExampleDto(string ResourceCode, string LocalEmail, string RemoteUsername, string Message, DateTimeOffset OccurredAt);
