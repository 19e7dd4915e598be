namespace Hosting.Migrations.Domain;

/// <summary>Says that a text, or each of a list, is one of a closed set, and what it is unless given. It checks nothing: clients are told.</summary>
/// <param name="texts">The set.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public abstract class OneOfAttribute(IReadOnlyList<string> texts) : Attribute
{
    /// <summary>The set, in the order in which clients are told of it.</summary>
    public IReadOnlyList<string> Texts { get; } = texts;
}

/// <summary>Says that a text is spelt as a member of an enum is.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
public sealed class OneOfAttribute<TEnum>() : OneOfAttribute(EnumText<TEnum>.All)
    where TEnum : struct, Enum;
