using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;
using MediatR;

namespace Hosting.Migrations.Application.Migrations.ListPresets;

/// <summary>Asks for the presets that a migration can name.</summary>
public sealed record ListPresetsQuery : IRequest<PresetListDto>;

/// <summary>Every preset.</summary>
/// <param name="Resources">The presets.</param>
public sealed record PresetListDto(IReadOnlyList<PresetDto> Resources);

/// <summary>How to talk to a kind of source server.</summary>
/// <param name="Name">The name by which a migration names it.</param>
/// <param name="Port">The port, unless the source names one.</param>
/// <param name="Security">How the connection is protected: tls, start_tls, start_tls_when_offered or none.</param>
/// <param name="Notes">What is special about it.</param>
public sealed record PresetDto([property: OneOf<Preset>] string Name, int Port, [property: OneOf<TransportSecurity>] string Security, string Notes);

internal sealed class ListPresetsQueryHandler : IRequestHandler<ListPresetsQuery, PresetListDto>
{
    private static readonly PresetListDto All = new([.. Enum.GetValues<Preset>().Select(Describe)]);

    public Task<PresetListDto> Handle(ListPresetsQuery request, CancellationToken cancellationToken) => Task.FromResult(All);

    private static PresetDto Describe(Preset preset)
    {
        var profile = SourceProfile.For(preset);
        return new PresetDto(EnumText<Preset>.ToText(preset), profile.Port, EnumText<TransportSecurity>.ToText(profile.Security), NotesOn(preset));
    }

    private static string NotesOn(Preset preset) => preset switch
    {
        Preset.StandardSsl => "TLS from the first byte; the certificate is verified.",
        Preset.StandardNoSsl => "Not encrypted unless the source offers STARTTLS.",
        Preset.Gmail => "Gmail and Google Workspace; folders that only show what others hold are left out.",
        Preset.Exchange => "Exchange on a customer's premises; folders without mail are left out.",
        _ => "Exchange Online; folders without mail are left out.",
    };
}
