namespace Hosting.Migrations.Imap.Wire;

/// <summary>How a server has answered a command (RFC 3501, section 7.1).</summary>
/// <param name="Outcome">OK, NO or BAD.</param>
/// <param name="Code">The code before its words; null if there is none that can be read.</param>
/// <param name="Words">All that it said, with the outcome before it.</param>
internal sealed record Answer(string Outcome, ResponseCode? Code, string Words)
{
    public bool IsOk => Outcome == "OK";
}
