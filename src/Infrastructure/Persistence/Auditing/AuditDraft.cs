using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Hosting.Migrations.Application.Auditing;
using Hosting.Migrations.Domain;

namespace Hosting.Migrations.Infrastructure.Persistence.Auditing;

/// <summary>An entry of the audit log that is about to be written.</summary>
/// <param name="type">What it is about.</param>
/// <param name="code">Which one; asked for once it is stored, since some are named by the database.</param>
internal sealed class AuditDraft(AuditObject type, Func<string?> code)
{
    private const int MaxName = 100;
    private const int MaxCode = 300;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public AuditObject Type => type;

    /// <summary>Whether <c>code</c> is known before everything else is stored.</summary>
    public bool IsNamedByTheDatabase { get; init; }

    /// <summary>The key of the customer whose code is still to be found.</summary>
    public long? CustomerId { get; init; }

    public string? CustomerCode { get; set; }

    public string? MigrationCode { get; init; }

    public Dictionary<string, object?> Before { get; } = [];

    public Dictionary<string, object?> After { get; } = [];

    public bool IsEmpty => Before.Count == 0 && After.Count == 0;

    public static AuditDraft Of(AuditNote note)
    {
        var draft = new AuditDraft(note.About, () => note.Code) { CustomerCode = note.CustomerCode, MigrationCode = note.MigrationCode };
        Copy(note.Before, draft.Before);
        Copy(note.After, draft.After);
        return draft;
    }

    /// <summary>The entry, as it is to be stored.</summary>
    public AuditEntry ToEntry(AuditAction action, RequestOrigin origin) => new()
    {
        Actor = EnumText<ActorKind>.ToText(origin.Actor),
        TokenId = origin.TokenId,
        ActorName = Cut(origin.Name, MaxName),
        Action = EnumText<AuditAction>.ToText(action),
        ObjectType = EnumText<AuditObject>.ToText(type),
        ObjectCode = Cut(code(), MaxCode),
        CustomerCode = CustomerCode,
        MigrationCode = MigrationCode,
        Before = JsonSerializer.Serialize(Before, Json),
        After = JsonSerializer.Serialize(After, Json),
        RequestId = origin.RequestId,
        ClientAddress = origin.ClientAddress,
    };

    private static string? Cut(string? text, int most) => text?.Length > most ? text[..most] : text;

    private static void Copy(IReadOnlyDictionary<string, object?> from, Dictionary<string, object?> to)
    {
        foreach (var (name, value) in from)
        {
            to[name] = value;
        }
    }
}
