using Hosting.Migrations.Domain;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Hosting.Migrations.Infrastructure.Persistence;

internal sealed class EnumTextConverter<TEnum>() : ValueConverter<TEnum, string>(
    value => EnumText<TEnum>.ToText(value),
    text => EnumText<TEnum>.Parse(text))
    where TEnum : struct, Enum;
