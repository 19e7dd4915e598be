namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>What well-known servers say when they don't do what they are asked to.</summary>
public static class ServerTexts
{
    public const string Throttled = "NO [THROTTLED] Account exceeded its command rate.";
    public const string Limit = "NO [LIMIT] Too many connections for this account.";
    public const string Unavailable = "NO [UNAVAILABLE] Temporary authentication failure.";
    public const string OverQuota = "NO [OVERQUOTA] Quota exceeded (mailbox for user is full)";
    public const string WrongPassword = "NO [AUTHENTICATIONFAILED] Authentication failed.";

    public const string GmailBandwidth = "NO [OVERQUOTA] Account exceeded command or bandwidth limits.";
    public const string GmailTooManyConnections = "NO [ALERT] Too many simultaneous connections. (Failure)";
    public const string GmailAppPassword = "NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)";

    public const string ExchangeUnavailable = "NO Server Unavailable. 15";
    public const string ExchangeNotConnected = "BAD User is authenticated but not connected.";
    public const string ExchangeBackOff = "BAD Request is throttled. Suggested Backoff Time: 1500 milliseconds";
    public const string ExchangeBackOffMilliseconds = "NO The server cannot service this request right now. BackOffMilliseconds: 1500";
    public const string ExchangeClosed = "BYE Connection is closed. 13";
}
