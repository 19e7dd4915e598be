using Hosting.Migrations.Application.Errors;

namespace Hosting.Migrations.Application.Migrations.Create.Csv;

/// <summary>What is wrong with a field.</summary>
/// <param name="Code">What kind of fault it is.</param>
/// <param name="Reason">What is wrong, to be read after the field's name. Never quotes it.</param>
internal sealed record FieldFault(UploadErrorCode Code, string Reason);
