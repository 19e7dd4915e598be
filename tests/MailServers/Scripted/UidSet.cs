using System.Globalization;

namespace Hosting.Migrations.MailServers.Scripted;

/// <summary>A set of numbers as clients write it: <c>1,3:5,7:*</c>.</summary>
internal static class UidSet
{
    public static bool Contains(string set, uint number, uint largest) => set.Split(',').Any(range =>
    {
        var ends = range.Split(':').Select(end => end is "*" ? largest : uint.Parse(end, CultureInfo.InvariantCulture)).ToList();
        return number >= ends.Min() && number <= ends.Max();
    });
}
