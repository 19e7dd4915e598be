using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>What is paused, or goes on; without a host, the whole service.</summary>
public sealed record PauseServiceBody
{
    /// <summary>One source host, by name or address, without a port.</summary>
    /// <example>imap.example.net</example>
    [MaxLength(RemoteServer.MaxLength)]
    public string? SourceHost { get; init; }
}
