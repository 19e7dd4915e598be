using System.CommandLine;

namespace Hosting.Migrations.Cli.Client;

/// <summary><c>completion</c>: a script that has a shell complete commands, options and their values. It asks the program itself, with its directive <c>[suggest]</c>.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _NAME_complete() {
            local IFS=$'\n'
            COMPREPLY=($("PROGRAM" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null))
        }
        complete -o default -F _NAME_complete PROGRAM
        """;

    private const string Zsh = """
        _NAME_complete() {
            local -a found
            found=("${(@f)$("PROGRAM" "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
            compadd -a found
        }
        compdef _NAME_complete PROGRAM
        """;

    private const string Fish = """
        complete -c PROGRAM -a '("PROGRAM" "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'
        """;

    private static readonly Argument<string> Shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish." }.AcceptOnlyFromAmong("bash", "zsh", "fish");

    // As it was called, be it machine code or started by .NET.
    private static string ProgramName => Path.GetFileName(Environment.GetCommandLineArgs()[0]) is var name && name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? name[..^".dll".Length] : name;

    public static Command Create()
    {
        var completion = new Command("completion", "Print a script that completes this program's commands in a shell; for bash: source <(PROGRAM completion bash).") { Shell };
        completion.SetAction(parsed =>
        {
            var script = parsed.GetRequiredValue(Shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Fish };
            Console.Out.WriteLine(script.Replace("NAME", ProgramName.Replace('.', '_').Replace('-', '_'), StringComparison.Ordinal).Replace("PROGRAM", ProgramName, StringComparison.Ordinal));
        });
        return completion;
    }
}
