using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Resources;
using MediatR;

namespace Hosting.Migrations.Application.Connections.TryOut;

/// <summary>Tries a connection with one mailbox: is there a token, and does the login work? Nothing is read there.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Id">The connection's id.</param>
[NotAudited("It changes nothing that anybody has stored.")]
public sealed record TryConnectionCommand(Caller Caller, string Id) : IApiRequest, IRequest<ConnectionTestDto>
{
    /// <summary>The user at the source.</summary>
    public string? Mailbox { get; init; }

    /// <summary>The text of a <see cref="Domain.Migrations.Preset"/>, which tells the port and how it is protected; null = port 993, TLS.</summary>
    public string? Preset { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => true;

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

/// <summary>What has come of a test.</summary>
/// <param name="Token">Whether there is a token; null for a master user, who needs none.</param>
/// <param name="Login">Whether the login has succeeded; false too where it was not come to.</param>
/// <param name="ErrorCode">Why not, from a closed set; null if it has succeeded.</param>
/// <param name="Error">The same as a sentence, with the words of the server or provider.</param>
/// <param name="WhatToDo">What helps; null if nothing needs to.</param>
public sealed record ConnectionTestDto(bool? Token, bool Login, [property: RunErrorCode] string? ErrorCode, string? Error, string? WhatToDo);
