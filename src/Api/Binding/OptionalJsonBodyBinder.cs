using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Hosting.Migrations.Api.Binding;

/// <summary>Reads a request's body as a <see cref="JsonBody"/>, if it has one.</summary>
internal sealed class OptionalJsonBodyBinder : IModelBinder
{
    public async Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var context = bindingContext.HttpContext;
        if (context.Request.ContentLength == 0 || context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            bindingContext.Result = ModelBindingResult.Success(JsonBody.Of([], []));
            return;
        }

        await new JsonBodyBinder().BindModelAsync(bindingContext);
    }
}
