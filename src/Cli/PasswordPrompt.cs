using System.Text;
using Hosting.Migrations.Application.Mailboxes;

namespace Hosting.Migrations.Cli;

/// <summary>Gets passwords from the environment or from the keyboard; an argument could be read by every user of the machine.</summary>
internal static class PasswordPrompt
{
    /// <summary>The password in an environment variable, or as it is typed, unseen.</summary>
    /// <exception cref="FormatException">It is in neither.</exception>
    public static Secret Read(string variable, string whose)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } known)
        {
            return new Secret(known);
        }

        if (Console.IsInputRedirected)
        {
            throw new FormatException($"the environment variable {variable} must hold the password of {whose}");
        }

        Console.Error.Write($"Password of {whose}: ");
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return new Secret(typed.ToString());
    }
}
