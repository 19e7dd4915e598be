using System.CommandLine;
using System.Globalization;

namespace Hosting.Migrations.Cli;

/// <summary>Options that are numbers.</summary>
internal static class NumberOption
{
    /// <summary>Bounds an option. What is no number at all, the library refuses by itself.</summary>
    public static Option<int> Between(this Option<int> option, int least, int most)
    {
        option.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && int.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && (number < least || number > most))
            {
                given.AddError(most == int.MaxValue ? $"{option.Name} must be {least} or more" : $"{option.Name} must be between {least} and {most}");
            }
        });
        return option;
    }
}
