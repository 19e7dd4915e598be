namespace Hosting.Migrations.Imap.Faults;

/// <summary>Which of the two servers.</summary>
internal enum MailSide
{
    Source,
    Destination,
}
