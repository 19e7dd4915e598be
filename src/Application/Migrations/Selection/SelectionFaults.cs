using FluentValidation;
using FluentValidation.Results;
using Hosting.Migrations.Application.Errors;
using Hosting.Migrations.Domain.Selection;

namespace Hosting.Migrations.Application.Migrations.Selection;

/// <summary>What can be wrong with a choice of mail, by the names of the fields.</summary>
internal static class SelectionFaults
{
    public const string Folders = "folders";
    public const string ReceivedBefore = "received_before";
    public const string SizeLimit = "size_limit";

    private const string NotALimit = "must be 1 to 4294967295 bytes";
    private const string NotAMoment = "must be a date, such as 2026-01-31, or a date and time with an offset, such as 2026-01-31T22:00:00Z";

    /// <summary>What is wrong with an upper date that is not later than the lower one.</summary>
    public const string NotAfterFromDate = "must be later than the date from which on messages are copied: nothing would be copied";

    /// <summary>The upper date of a text; null = none, or it is no date.</summary>
    public static DateTimeOffset? ReadMoment(string? text) => text is null ? null : MomentText.Read(text);

    public static void AddSelectionRules<T>(this AbstractValidator<T> validator, Func<T, FoldersDto?> folders, Func<T, string?> receivedBefore, Func<T, long?> sizeLimit) =>
        validator.RuleFor(command => command).Custom((command, context) =>
        {
            FieldError[] faults =
            [
                .. Find(folders(command)),
                .. receivedBefore(command) is { } text && MomentText.Read(text) is null ? new[] { new FieldError(ReceivedBefore, NotAMoment) } : [],
                .. sizeLimit(command) is < 1 or > MailSelection.MaxSizeLimit ? new[] { new FieldError(SizeLimit, NotALimit) } : [],
            ];
            foreach (var fault in faults)
            {
                context.AddFailure(new ValidationFailure(fault.Field, fault.Description) { CustomState = fault });
            }
        });

    private static IEnumerable<FieldError> Find(FoldersDto? folders) => folders is null ? [] :
    [
        .. FindInPatterns("include", folders.Include),
        .. FindInPatterns("exclude", folders.Exclude),
        .. FindInMap(folders.Map) is { } fault ? new[] { new FieldError($"{Folders}.map", fault) } : [],
    ];

    private static IEnumerable<FieldError> FindInPatterns(string field, IReadOnlyList<string> patterns)
    {
        var fault = patterns.Count > FolderSelection.MaxEntries
            ? $"must hold at most {FolderSelection.MaxEntries} patterns"
            : patterns.Select((pattern, at) => FolderPattern.FindFault(pattern) is { } wrong ? $"pattern {at + 1} {wrong}" : null).FirstOrDefault(wrong => wrong is not null);
        return fault is null ? [] : [new FieldError($"{Folders}.{field}", fault)];
    }

    private static string? FindInMap(IReadOnlyDictionary<string, string> map) =>
        map.Count > FolderSelection.MaxEntries ? $"must hold at most {FolderSelection.MaxEntries} folders"
        : map.Select((pair, at) => FolderMapping.FindFault(pair.Key, pair.Value) is { } wrong ? $"entry {at + 1}: {wrong}" : null).FirstOrDefault(wrong => wrong is not null)
            ?? FolderSelection.FindFault([.. map.Select(pair => FolderMapping.Of(pair.Key, pair.Value))]);
}
