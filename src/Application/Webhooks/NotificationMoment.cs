using System.Globalization;

namespace Hosting.Migrations.Application.Webhooks;

/// <summary>How notifications spell a moment.</summary>
internal static class NotificationMoment
{
    private const string Format = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
}
