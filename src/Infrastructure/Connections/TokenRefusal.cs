using System.Text.RegularExpressions;
using Hosting.Migrations.Application.Connections;
using Hosting.Migrations.Application.Mailboxes;
using Hosting.Migrations.Domain.Connections;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Infrastructure.Connections;

/// <summary>
/// Says why a token was refused: by codes alone, which have a form of their own. What else an endpoint says is left out, since it may repeat what it was sent.
/// </summary>
internal static partial class TokenRefusal
{
    // https://learn.microsoft.com/entra/identity-platform/reference-error-codes
    private static readonly Dictionary<string, (CopyFault Fault, string Hint)> OfMicrosoft = new()
    {
        ["AADSTS65001"] = (CopyFault.ConsentMissing, "no administrator has consented to the app"),
        ["AADSTS650052"] = (CopyFault.ConsentMissing, "the tenant has not enabled what the app asks for"),
        ["AADSTS700016"] = (CopyFault.ConsentMissing, "the app is not known in this tenant: is the tenant right, and has an administrator added the app?"),
        ["AADSTS7000112"] = (CopyFault.ConsentMissing, "the app has been disabled"),
        ["AADSTS90002"] = (CopyFault.TokenRefused, "there is no such tenant"),
        ["AADSTS900023"] = (CopyFault.TokenRefused, "there is no such tenant"),
        ["AADSTS7000215"] = (CopyFault.TokenRefused, "the client secret is wrong: its value is needed, not its id"),
        ["AADSTS7000222"] = (CopyFault.TokenRefused, "the client secret has expired"),
        ["AADSTS700027"] = (CopyFault.TokenRefused, "the certificate is not one of the app's"),
        ["AADSTS700024"] = (CopyFault.TokenRefused, "the clock of this machine is wrong"),
        ["AADSTS70000"] = (CopyFault.ConsentMissing, "the consent has been revoked, or is another app's"),
        ["AADSTS700082"] = (CopyFault.ConsentMissing, "the consent has lapsed, since it was not used for long"),
        ["AADSTS50173"] = (CopyFault.ConsentMissing, "the consent has been revoked, as by another password"),
    };

    /// <summary>The refusal that an answer is.</summary>
    public static AccessTokenException Of(TokenAnswer answer, TokenDemand demand)
    {
        var error = answer.Text("error") is { } code && CodePattern().IsMatch(code) && !IsSecret(code, demand) ? code : "an error without a code";
        var description = answer.Text("error_description") ?? string.Empty;
        var number = NumberPattern().Match(description[..Math.Min(description.Length, 200)]).Value;
        var (fault, hint) = OfMicrosoft.TryGetValue(number, out var known) ? known : (FaultOf(error, description, demand.Connection.Kind), HintOf(error, answer));
        return new AccessTokenException($"{answer.Host} refuses one: {error}{(number.Length > 0 ? $" ({number})" : string.Empty)}{(hint is null ? string.Empty : $"; {hint}")}", fault);
    }

    private static CopyFault FaultOf(string error, string description, ConnectionKind kind) => error switch
    {
        "consent_required" or "interaction_required" or "access_denied" => CopyFault.ConsentMissing,

        // The client may not stand in for users of this domain, or not with this scope.
        "unauthorized_client" when kind == ConnectionKind.GoogleServiceAccount => CopyFault.ConsentMissing,

        // Of Google's: the user whom it is to be made out to is none of the domain's.
        "invalid_grant" when kind == ConnectionKind.GoogleServiceAccount && description.Contains("email or User ID", StringComparison.OrdinalIgnoreCase) =>
            CopyFault.MailboxPermissionMissing,

        // A refresh token that was revoked, has lapsed or has been used up.
        "invalid_grant" when kind == ConnectionKind.Oauth2User => CopyFault.ConsentMissing,
        _ => CopyFault.TokenRefused,
    };

    private static string? HintOf(string error, TokenAnswer answer) =>
        error is "invalid_grant" or "invalid_client" && answer.ClockBehind.Duration() > Assertion.Tolerance ? "the clock of this machine is wrong, or that of the endpoint" : null;

    // It could be a secret that it repeats.
    private static bool IsSecret(string code, TokenDemand demand) =>
        new[] { demand.Secret, demand.RefreshToken }.Any(secret => secret is not null && secret.Reveal().Contains(code, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^[a-z_]{1,60}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();

    [GeneratedRegex("^AADSTS[0-9]{4,8}", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();
}
