using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Hosting.Migrations.Api.Binding;

/// <summary>
/// Reads a text or a whole number from the query string. Stricter than the framework's own binder, which takes the first
/// of several values, reads <c>0x10</c> as 16, and says what is wrong in words that do not follow a field's name.
/// </summary>
internal sealed class QueryScalarBinder : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var values = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (values.Length > 1)
        {
            bindingContext.ModelState.AddModelError(bindingContext.ModelName, "must be given once");
        }

        // One of several values is bound all the same: who may not send the field at all is told that first.
        if (values.Length > 0)
        {
            Bind(bindingContext, values.FirstOrDefault(value => value.Length > 0) ?? string.Empty);
        }

        return Task.CompletedTask;
    }

    private static void Bind(ModelBindingContext bindingContext, string text)
    {
        if (bindingContext.ModelType == typeof(string))
        {
            bindingContext.Result = ModelBindingResult.Success(text.Length == 0 ? null : text);
        }
        else if (IsWholeNumber(text) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            bindingContext.Result = ModelBindingResult.Success(number);
        }
        else
        {
            bindingContext.ModelState.AddModelError(bindingContext.ModelName, $"must be a whole number up to {int.MaxValue}");
        }
    }

    // int.TryParse would take a plus sign, and NULs at the end.
    private static bool IsWholeNumber(string text)
    {
        var digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        return digits.Length > 0 && !digits.ContainsAnyExceptInRange('0', '9');
    }
}
