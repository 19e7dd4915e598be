using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Api.OpenApi;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>What is replaced of a mailbox's login; what is left out stays as it is. The rules are those of the CSV file's columns.</summary>
public sealed record RepairResourceBody
{
    /// <summary>The source's host name or address, optionally with a port.</summary>
    /// <example>imap.example.net:993</example>
    [MaxLength(Domain.Migrations.RemoteServer.MaxLength)]
    public string RemoteServer { get; init; } = string.Empty;

    /// <summary>The user at the source.</summary>
    /// <example>anna@old.example</example>
    [MaxLength(Mailbox.MaxUserLength)]
    public string RemoteUsername { get; init; } = string.Empty;

    /// <summary>The user's password; not where a master user logs in.</summary>
    public string RemotePassword { get; init; } = string.Empty;

    /// <summary>The master user who logs in on the user's behalf; null = none does any more.</summary>
    [NullTakesAway]
    [MaxLength(Mailbox.MaxUserLength)]
    public string? Masteruser { get; init; }

    /// <summary>The master user's password.</summary>
    public string MasteruserPassword { get; init; } = string.Empty;

    /// <summary>The name of the connection that logs in, in the place of a password.</summary>
    /// <example>old-tenant</example>
    [RegularExpression(ConnectionName.Pattern)]
    public string Connection { get; init; } = string.Empty;
}
