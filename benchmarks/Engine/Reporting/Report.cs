using System.Text;
using Hosting.Migrations.Benchmarks.Engine.Running;

namespace Hosting.Migrations.Benchmarks.Engine.Reporting;

/// <summary>Writes the results as Markdown.</summary>
internal sealed class Report(Results results)
{
    private readonly StringBuilder _text = new();

    public static string Write(Results results)
    {
        var report = new Report(results);
        report.WriteHeader();
        report.WriteRows();
        report.WriteKills();
        report.WriteTargets();
        return report._text.ToString();
    }

    private void WriteHeader()
    {
        Line($"{Environment.ProcessorCount} cores, shared by the tools and both servers; A: {results.Plan.LargeMailbox:#,0} messages, B: {results.Plan.MediumMailbox:#,0}; medians of up to {results.Plan.Rounds} runs. Mail in {Path.GetTempPath()}.");
        Line($"Tools: {string.Join(", ", results.Tools.Select(tool => $"{tool.Tool} {tool.Version}".Trim()))}.");
        Line("Only ratios of one run mean something, and differences below 20 % are noise.");
    }

    private void WriteRows()
    {
        Line("\n| what | tool | seconds | CPU seconds | peak RSS MB | runs | verified |");
        Line("| --- | --- | ---: | ---: | ---: | ---: | --- |");
        foreach (var row in results.Measurements.Rows)
        {
            foreach (var (tool, _) in results.Tools)
            {
                WriteRow(row, tool);
            }
        }
    }

    private void WriteRow(string row, string tool)
    {
        var runs = results.Measurements.Of(row, tool);
        if (runs is [])
        {
            return;
        }

        string[] numbers =
        [
            Numbers.Text(results.Measurements.Median(row, tool, usage => usage.Seconds)),
            Numbers.Text(results.Measurements.Median(row, tool, usage => usage.CpuSeconds)),
            Numbers.Text(results.Measurements.Median(row, tool, usage => usage.PeakMegabytes)),
        ];
        Line($"| {row} | {tool} | {string.Join(" | ", numbers)} | {runs.Count} | {Verdicts(runs)} |");
    }

    // The source grows from round to round, so only the kinds of differences are compared, and the last counts shown.
    private static string Verdicts(IEnumerable<Measurement> runs) =>
        string.Join("; ", runs.GroupBy(run => string.Concat(run.Verdict.Where(char.IsAsciiLetter)), run => run.Verdict).Select(alike => alike.Last()));

    private void WriteKills()
    {
        if (results.Kills is [])
        {
            return;
        }

        Line("\n| killed after s | messages sent again | bytes sent again | verified after the rerun |");
        Line("| ---: | ---: | ---: | --- |");
        foreach (var kill in results.Kills)
        {
            Line($"| {Numbers.Text(kill.AfterSeconds)} | {kill.MessagesAgain:0.00 %} | {kill.BytesAgain:0.00 %} | {kill.Verdict} |");
        }
    }

    private void WriteTargets()
    {
        if (results.Plan != Plan.Full)
        {
            Line("\nThe targets are meant for a full run; a quick one, with mailboxes a fifth as large, only shows whether everything works.");
        }

        Line("\n| target | bound | measured | met? |");
        Line("| --- | ---: | ---: | --- |");
        foreach (var target in new Targets(results).All())
        {
            Line(target.ToString());
        }
    }

    private void Line(string line) => _text.Append(line).Append('\n');
}
