using FluentValidation;
using Hosting.Migrations.Domain;
using Hosting.Migrations.Domain.Connections;

namespace Hosting.Migrations.Application.Connections;

/// <summary>The rules for what a connection has, whoever gives it to it.</summary>
internal static class ConnectionRules
{
    public static IRuleBuilderOptions<T, string?> MustBeConnectionName<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(name => name is null || ConnectionName.IsValid(name))
        .WithMessage($"must be 1 to {ConnectionName.MaxLength} letters, digits, '.', '_' or '-', the first of them a letter or digit");

    public static IRuleBuilderOptions<T, string?> MustBePlain<T>(this IRuleBuilder<T, string?> rule, int most, bool allowsBlanks = false) => rule
        .Must(text => text is null || (text.Length > 0 && text.Length <= most
            && !text.Any(char.IsControl) && HiddenCharacters.Find(text) is null && (allowsBlanks || !text.Any(char.IsWhiteSpace))))
        .WithMessage($"must have 1 to {most} characters, all of them visible{(allowsBlanks ? " or blanks" : string.Empty)}");

    public static IRuleBuilderOptions<T, string?> MustBeEndpoint<T>(this IRuleBuilder<T, string?> rule, ConnectionOptions options) => rule
        .Must(url => url is null || ConnectionEndpoint.IsValid(url, options))
        .WithMessage($"must be {ConnectionEndpoint.Rule(options)}");

    /// <summary>A refresh token as it may be sent back: visible ASCII (RFC 6749, appendix A.17).</summary>
    public static IRuleBuilderOptions<T, string?> MustBeRefreshToken<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(token => token is null || (token.Length is > 0 and <= 4_000 && token.All(character => character is > ' ' and <= '~')))
        .WithMessage("must have 1 to 4000 visible ASCII characters");
}
