using Hosting.Migrations.Application.Migrations.Create.Csv;

namespace Hosting.Migrations.Application.Migrations.Create;

internal sealed class CreateMigrationValidator(CsvUpload upload, TimeProvider clock) : UploadValidator<CreateMigrationCommand>(upload, clock);
