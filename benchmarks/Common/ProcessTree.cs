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
    public static double CpuSeconds(int processId) =>
        Walk(processId).Sum(id => CpuTicks(id, UserTime, SystemTime, ReapedUserTime, ReapedSystemTime)) / TicksPerSecond;

    /// <summary>Resident memory in MB.</summary>
    public static double ResidentMegabytes(int processId) => Walk(processId).Sum(id => Kibibytes(id, "VmRSS:")) / KibibytesPerMegabyte;

    /// <summary>The most memory in MB that each of them has had resident so far, summed up.</summary>
    public static double PeakMegabytes(int processId) => Walk(processId).Sum(id => Kibibytes(id, "VmHWM:")) / KibibytesPerMegabyte;

    /// <summary>CPU seconds of all the programs that this process has started and that have ended.</summary>
    public static double CpuSecondsOfEndedChildren() =>
        CpuTicks(Environment.ProcessId, ReapedUserTime, ReapedSystemTime) / TicksPerSecond;

    private static IEnumerable<int> Walk(int processId) => Children(processId).SelectMany(Walk).Prepend(processId);

    private static int[] Children(int processId) => ReadOrDefault(
        () => Directory.GetDirectories($"/proc/{processId}/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture))
            .ToArray(),
        []);

    private static long CpuTicks(int processId, params int[] places) => ReadOrDefault(
        () =>
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return places.Sum(place => long.Parse(fields[place], CultureInfo.InvariantCulture));
        },
        0);

    private static long Kibibytes(int processId, string name) => ReadOrDefault(
        () =>
        {
            // One that has ended, but has not been waited for, has no such line.
            var line = File.ReadLines($"/proc/{processId}/status").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
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
