using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Migrations;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Hosting.Migrations.Infrastructure.Persistence;

/// <summary>Stores members of an enum by their texts.</summary>
internal sealed class EnumTextConverter<TEnum>() : ValueConverter<TEnum, string>(
    value => EnumText<TEnum>.ToText(value),
    text => Read(text))
    where TEnum : struct, Enum
{
    // What a newer version has written, or a hand, costs no other row: it reads as a failure, which shows.
    private static readonly object? Unknown = default(TEnum) switch
    {
        RunStatus => RunStatus.Crashed,
        ResourceStatus => ResourceStatus.Crashed,
        CopyFault => CopyFault.Internal,
        _ => null,
    };

    private static TEnum Read(string text) => Unknown is TEnum unknown && !EnumText<TEnum>.IsDefined(text) ? unknown : EnumText<TEnum>.Parse(text);
}
