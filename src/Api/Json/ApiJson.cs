using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Hosting.Migrations.Application.Migrations.Resources;

namespace Hosting.Migrations.Api.Json;

/// <summary>How the API spells JSON, wherever in the framework it is written.</summary>
internal static class ApiJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new UtcMillisecondsConverter());
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutRunsThatHaveNotStarted } };
    }

    // The contract writes such a run as an object without properties.
    private static void LeaveOutRunsThatHaveNotStarted(JsonTypeInfo type)
    {
        if (type.Type == typeof(RunDto))
        {
            foreach (var property in type.Properties)
            {
                property.ShouldSerialize = (run, _) => ((RunDto)run).HasStarted;
            }
        }
    }
}
