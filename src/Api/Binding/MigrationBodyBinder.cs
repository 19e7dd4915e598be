using Hosting.Migrations.Api.Authentication;
using Hosting.Migrations.Application.Migrations;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Options;

namespace Hosting.Migrations.Api.Binding;

/// <summary>Reads the body that creates a migration, be it JSON or a form with a file.</summary>
internal sealed class MigrationBodyBinder(IOptions<MigrationOptions> options, OpenUploads uploads) : IModelBinder
{
    // JSON may write each byte with six characters; the other fields take little.
    private const int LargestEscape = 6;
    private const int OtherFields = 64 * 1024;

    public async Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var limit = (options.Value.MaxCsvBytes * (long)LargestEscape) + OtherFields;
        var request = bindingContext.HttpContext.Request;
        if (bindingContext.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit;
        }

        var caller = bindingContext.HttpContext.User.ToCaller();
        uploads.Open(caller);
        try
        {
            await ReadAsync(bindingContext, limit);
        }
        finally
        {
            uploads.Close(caller);
        }
    }

    private static async Task ReadAsync(ModelBindingContext bindingContext, long limit)
    {
        var http = bindingContext.HttpContext;
        if (http.Request.HasFormContentType)
        {
            bindingContext.Result = ModelBindingResult.Success(
                await http.ReadBodyAsync(() => MigrationForm.ReadAsync(http.Request, limit, http.RequestAborted)));
        }
        else
        {
            await new JsonBodyBinder().BindModelAsync(bindingContext);
        }
    }
}
