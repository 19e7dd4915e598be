using Hosting.Migrations.Domain;

namespace Hosting.Migrations.Api.OpenApi;

/// <summary>Documents the texts that a parameter can have.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal abstract class TextsOfAttribute(IReadOnlyList<string> texts) : Attribute
{
    public IReadOnlyList<string> All { get; } = texts;
}

/// <summary>Documents a parameter that is one of an enum's texts.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
internal sealed class TextsOfAttribute<TEnum>() : TextsOfAttribute(EnumText<TEnum>.All)
    where TEnum : struct, Enum;
