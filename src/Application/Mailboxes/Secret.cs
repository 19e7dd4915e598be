namespace Hosting.Migrations.Application.Mailboxes;

/// <summary>A password or token that does not show itself in a log, an exception or a debugger.</summary>
/// <param name="value">The text to keep.</param>
public sealed class Secret(string value)
{
    /// <summary>Gives the text, for the one place that sends it.</summary>
    public string Reveal() => value;

    /// <summary>Three asterisks.</summary>
    public override string ToString() => "***";
}
