using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>Stops the start when the destination's settings can't be right.</summary>
internal sealed class DestinationOptionsValidator : IValidateOptions<DestinationOptions>
{
    public ValidateOptionsResult Validate(string? name, DestinationOptions options) =>
        options.FindProblem() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
