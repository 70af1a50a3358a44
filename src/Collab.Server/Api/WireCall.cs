using System.Text.RegularExpressions;

namespace Collab.Server.Api;

/// <summary>A call as the tables of docs/wire.md have it.</summary>
/// <param name="Body">The schema of the request; null where there is none.</param>
/// <param name="Answer">The schema of the answer; null where it has none.</param>
internal sealed partial record WireCall(string Method, string Path, string? Body, int Status, string? Answer)
{
    public static IEnumerable<WireCall> All(string page) => Row().Matches(page).Select(row =>
    {
        var (method, path, body, answer) = (row.Groups["method"].Value, row.Groups["path"].Value, Schema(row.Groups["body"].Value), row.Groups["answer"].Value);
        // A command stands beside its method of the hub; a note that is written is a new thing with an address.
        return row.Groups["hub"].Success
            ? new WireCall(method, path, body, method == "POST" && (path.EndsWith("/annotations", StringComparison.Ordinal) || path.EndsWith("/replies", StringComparison.Ordinal)) ? 201 : 200, "CommandOutcome")
            : new WireCall(method, path, body, int.TryParse(answer.Trim().Split(' ')[0], out var status) ? status : 200, Schema(answer));
    });

    private static string? Schema(string cell) => Link().Match(cell) is { Success: true } link ? link.Groups["name"].Value : null;

    [GeneratedRegex(@"^\|(?<hub> `[A-Za-z]+` \|[^|]*\|)? `(?<method>GET|POST|PUT|PATCH|DELETE) (?<path>/[^`]*)` \|(?<body>[^|\n]*)\|(?<answer>[^|\n]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex(@"\(schemas/(?<name>[A-Za-z]+)\.schema\.json\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
