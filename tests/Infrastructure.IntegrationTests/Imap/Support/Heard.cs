using System.Globalization;
using System.Text;
using Hosting.Migrations.Imap.Wire;

namespace Hosting.Migrations.Infrastructure.IntegrationTests.Imap.Support;

/// <summary>Writes down what is heard of a server, a line for each response.</summary>
internal sealed class Heard : IListener
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    void IListener.Told(ResponseCode code) => _lines.Add($"code {code.Name} {code.Rest}".TrimEnd());

    void IListener.Holds(int messages) => _lines.Add($"holds {messages}");

    void IListener.Lost() => _lines.Add("lost");

    void IListener.Listed(FolderResponse folder) =>
        _lines.Add($"{(folder.IsSubscription ? "subscription" : "folder")} {folder.Name} {(folder.Separator == '\0' ? "NIL" : folder.Separator)} {string.Join(' ', folder.Attributes)}".TrimEnd());

    void IListener.ListedUnread() => _lines.Add("unread folder");

    void IListener.Told(StatusResponse state) => _lines.Add($"state {state.Name} {state.Messages} {state.UidNext} {state.UidValidity} {state.HighestModSeq}".TrimEnd());

    void IListener.Told(NamespaceResponse namespaces) => _lines.Add($"namespaces {Show(namespaces.Personal)}; {Show(namespaces.Other)}; {Show(namespaces.Shared)}");

    void IListener.Found(ReadOnlySpan<byte> words) => _lines.Add($"found {Encoding.Latin1.GetString(words).TrimEnd()}");

    void IListener.Fetched(FetchResponse message)
    {
        var line = new StringBuilder($"message {message.Number}");
        line.Append(message.Uid is { } uid ? $" uid {uid}" : string.Empty);
        line.Append(message.Flags is { } flags ? $" flags [{string.Join('|', flags)}]" : string.Empty);
        line.Append(message.UnreadFlags > 0 ? $" and {message.UnreadFlags} more" : string.Empty);
        line.Append(message.HasInternalDate ? $" date {message.InternalDate?.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture) ?? "none"}" : string.Empty);
        line.Append(message.Size is { } size ? $" size {size}" : string.Empty);
        line.Append(message.Labels.Count > 0 ? $" labels [{string.Join('|', message.Labels)}]" : string.Empty);
        line.Append(message.Header is { } header ? $" header {Encoding.Latin1.GetString(header)}" : string.Empty);
        line.Append(message.TakeBody() is HeardBody body ? $" body {body.Text}" : string.Empty);
        _lines.Add(line.ToString());
    }

    private static string Show(IReadOnlyList<(string Prefix, char Separator)> spaces) => string.Join(' ', spaces.Select(space => $"'{space.Prefix}' {(space.Separator == '\0' ? "NIL" : space.Separator)}"));
}
