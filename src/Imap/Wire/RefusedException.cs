namespace Hosting.Migrations.Imap.Wire;

/// <summary>A server has refused a command: with NO or BAD (RFC 3501, section 7.1).</summary>
/// <param name="answer">What it said.</param>
internal sealed class RefusedException(Answer answer) : Exception(answer.Words)
{
    public Answer Answer => answer;
}
