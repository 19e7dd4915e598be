using Hosting.Migrations.Application.Migrations.Report;
using Microsoft.AspNetCore.Mvc;

namespace Hosting.Migrations.Api.Http;

/// <summary>Answers with a report as CSV, written as it is read.</summary>
internal sealed class CsvReportResult(ReportDto report) : ActionResult
{
    public const string MediaType = "text/csv";

    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.ContentType = $"{MediaType}; charset=utf-8; header=present";
        response.Headers.ContentDisposition = $"attachment; filename=\"{report.Code}.csv\"";
        await ReportCsv.WriteAsync(report, response.Body, context.HttpContext.RequestAborted);
    }
}
