using System.Globalization;
using Hosting.Migrations.Domain.Migrations;

namespace Hosting.Migrations.Application.Migrations.Create;

/// <summary>The names of an uploaded file.</summary>
internal static class CsvNames
{
    /// <summary>The file's own name, without the folders that some programs send along.</summary>
    public static string Plain(string name) => name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim();

    public static CsvFile FileOf(CreateMigrationCommand request, string code, DateTimeOffset now) => new(
        string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMddHHmmss}_{code}.csv"),
        Plain(request.CsvFileName!),
        System.Text.Encoding.UTF8.GetByteCount(request.CsvFileContent!));
}
