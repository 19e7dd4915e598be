using Hosting.Migrations.Application.Access;
using Hosting.Migrations.Application.Customers;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Application.Migrations.Selection;
using Hosting.Migrations.Domain.Customers;

namespace Hosting.Migrations.Application.Migrations.Create;

/// <summary>A CSV file, and how to migrate what it names.</summary>
/// <param name="Caller">Who uploads it.</param>
public abstract record MigrationUpload(Caller Caller) : IApiRequest
{
    /// <summary>The name under which the client keeps the file; a folder before it is left out.</summary>
    public string? CsvFileName { get; init; }

    /// <summary>The whole file.</summary>
    public string? CsvFileContent { get; init; }

    /// <summary>The file's size in bytes, where the client says it.</summary>
    public int? CsvFileSize { get; init; }

    /// <summary>The text of a <see cref="Domain.Migrations.Preset"/>.</summary>
    public string? Preset { get; init; }

    /// <summary>Whose migration it is to be; for admins.</summary>
    public string? CustomerCode { get; init; }

    /// <summary>When the first execution is due.</summary>
    public DateTimeOffset? FirstExecutionDate { get; init; }

    /// <summary>When the second execution is due; null = none.</summary>
    public DateTimeOffset? SecondExecutionDate { get; init; }

    /// <summary>The hours from one further delta to the next; null = the second execution is done once.</summary>
    public int? SecondExecutionEvery { get; init; }

    /// <summary>No further delta is due after this moment.</summary>
    public DateTimeOffset? SecondExecutionUntil { get; init; }

    /// <summary>Whether the first execution is due as soon as validation is over.</summary>
    public bool ExecuteNow { get; init; }

    /// <summary>all, last_month, last_6_months, last_year or custom; null = all.</summary>
    public string? DateFilterPreset { get; init; }

    /// <summary>From when on, with the preset <c>custom</c>: a date or a moment.</summary>
    public string? CustomFromDate { get; init; }

    /// <summary>Which folders; null = all.</summary>
    public FoldersDto? Folders { get; init; }

    /// <summary>The upper date: a date or a moment; null = none.</summary>
    public string? ReceivedBefore { get; init; }

    /// <summary>The largest message, in bytes; null = any.</summary>
    public long? SizeLimit { get; init; }

    /// <inheritdoc />
    public bool IsAllowed => Caller.IsAdmin || (CustomerCode is null && Unreadable.All(error => error.Field != "customer_code"));

    /// <inheritdoc />
    public IReadOnlyList<FieldError> Unreadable { get; init; } = [];
}

/// <summary>Finds whose an upload is.</summary>
internal static class UploadOwner
{
    /// <summary>The customer who is to own the migration.</summary>
    /// <exception cref="NotFoundException">Nobody has the code that an admin names.</exception>
    public static async Task<Customer> FindOwnerAsync(this ICustomerRepository customers, MigrationUpload upload, CancellationToken cancellationToken) =>
        (upload.Caller.CustomerId is { } id
            ? await customers.FindAsync(id, cancellationToken)
            : await customers.FindAsync(upload.CustomerCode!, cancellationToken))
        ?? throw new NotFoundException($"customer {upload.CustomerCode}");
}
