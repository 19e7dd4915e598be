using Hosting.Migrations.Application.Migrations.Create;
using Hosting.Migrations.Application.Migrations.Create.Csv;

namespace Hosting.Migrations.Application.Migrations.Check;

internal sealed class CheckUploadValidator(CsvUpload upload, TimeProvider clock) : UploadValidator<CheckUploadQuery>(upload, clock);
