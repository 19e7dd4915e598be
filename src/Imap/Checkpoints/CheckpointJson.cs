using System.Text.Json.Serialization;

namespace Hosting.Migrations.Imap.Checkpoints;

/// <summary>Checkpoints as JSON. What writes and reads it is made with the program: a copy begins sooner.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StoredMailbox))]
[JsonSerializable(typeof(Dictionary<string, string>), TypeInfoPropertyName = "Flags")]
internal sealed partial class CheckpointJson : JsonSerializerContext;
