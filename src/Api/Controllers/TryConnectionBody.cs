using System.ComponentModel.DataAnnotations;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Api.Controllers;

/// <summary>With which mailbox a connection is tried.</summary>
public sealed record TryConnectionBody
{
    /// <summary>The user at the source.</summary>
    /// <example>anna@old.example</example>
    [MaxLength(Domain.Migrations.Mailbox.MaxUserLength)]
    public required string Mailbox { get; init; }

    /// <summary>The preset of the migration that is meant; standard_ssl unless given.</summary>
    [OneOf<Preset>]
    public string? Preset { get; init; }
}
