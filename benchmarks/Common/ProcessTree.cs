using System.Globalization;

namespace Hosting.Migrations.Benchmarks.Common;

/// <summary>Reads from /proc what a process and all below it use.</summary>
public static class ProcessTree
{
    // What /proc counts CPU time in, on every Linux.
    private const double TicksPerSecond = 100;
    private const double KibibytesPerMegabyte = 1e6 / 1024;

    // Places in /proc/PID/stat, counted from the field after the program's name.
    private const int UserTime = 11;
    private const int SystemTime = 12;
    private const int ReapedUserTime = 13;
    private const int ReapedSystemTime = 14;

    /// <summary>CPU seconds so far, those of children that have ended included.</summary>
    public static double CpuSeconds(int processId) => Walk(processId).Sum(CpuTicks) / TicksPerSecond;

    /// <summary>Resident memory in MB.</summary>
    public static double ResidentMegabytes(int processId) => Walk(processId).Sum(ResidentKibibytes) / KibibytesPerMegabyte;

    private static IEnumerable<int> Walk(int processId) => Children(processId).SelectMany(Walk).Prepend(processId);

    private static int[] Children(int processId) => ReadOrDefault(
        () => Directory.GetDirectories($"/proc/{processId}/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture))
            .ToArray(),
        []);

    private static long CpuTicks(int processId) => ReadOrDefault(
        () =>
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new[] { UserTime, SystemTime, ReapedUserTime, ReapedSystemTime }.Sum(field => long.Parse(fields[field], CultureInfo.InvariantCulture));
        },
        0);

    private static long ResidentKibibytes(int processId) => ReadOrDefault(
        () =>
        {
            var line = File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
        },
        0);

    // A process may end while it is looked at.
    private static T ReadOrDefault<T>(Func<T> read, T gone)
    {
        try
        {
            return read();
        }
        catch (IOException)
        {
            return gone;
        }
    }
}
