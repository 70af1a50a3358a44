using System.Text.RegularExpressions;

namespace Collab.Server.Tests.Docs;

/// <summary>What docs/wire.md says in its tables.</summary>
internal sealed partial class WirePage
{
    /// <summary>A call over HTTP.</summary>
    /// <param name="Body">The schema of the request; null where there is none.</param>
    /// <param name="Answer">The schema of the answer; null where it has none.</param>
    public sealed record Call(string Method, string Path, string? Body, int Status, string? Answer);

    /// <summary>A method of the hub.</summary>
    /// <param name="Argument">The schema of its one argument; null where it takes several.</param>
    public sealed record HubMethod(string Name, string? Argument);

    private WirePage(string text)
    {
        List<Call> calls = [];
        List<HubMethod> methods = [];
        List<string> kinds = [], pages = [];
        foreach (var cells in text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]))
        {
            if (CallCell().Match(cells[0]) is { Success: true } call)
                calls.Add(new(call.Groups["method"].Value, call.Groups["path"].Value, Schema(cells[1]), Status(cells[2]), Schema(cells[2])));
            else if (MethodCell().Match(cells[0]) is { Success: true } method)
            {
                methods.Add(new(method.Groups["name"].Value, Schema(cells[1])));
                if (CallCell().Match(cells[2]) is { Success: true } twin)
                    calls.Add(new(twin.Groups["method"].Value, twin.Groups["path"].Value, Schema(cells[3]), method.Groups["name"].Value is "Annotate" or "Reply" ? 201 : 200, "CommandOutcome"));
            }
            else if (PageCell().Match(cells[0]) is { Success: true } page)
                pages.Add(page.Groups["path"].Value);
            else if (Schema(cells[0]) is { } kind)
                kinds.Add(kind);
        }

        (Calls, HubMethods, EventKinds, Pages) = (calls, methods, kinds, pages);
    }

    public IReadOnlyList<Call> Calls { get; }

    public IReadOnlyList<HubMethod> HubMethods { get; }

    public IReadOnlyList<string> EventKinds { get; }

    /// <summary>The addresses of pages.</summary>
    public IReadOnlyList<string> Pages { get; }

    /// <summary>The schemas of what is sent to the server.</summary>
    public IEnumerable<string> RequestSchemas => Calls.Select(call => call.Body).Concat(HubMethods.Select(method => method.Argument)).OfType<string>();

    public static WirePage Open() => new(Repository.Read("docs", "wire.md"));

    public Call Find(string method, string path) =>
        Calls.SingleOrDefault(call => call.Method == method && call.Path == path) ?? throw new InvalidOperationException($"docs/wire.md does not say {method} {path} once.");

    private static string? Schema(string cell) => SchemaLink().Match(cell) is { Success: true } link ? link.Groups["name"].Value : null;

    private static int Status(string cell) => StatusWord().Match(cell) is { Success: true } status ? int.Parse(status.Value) : 200;

    [GeneratedRegex("^`(?<method>GET|POST|PUT|PATCH|DELETE) (?<path>/[^`]*)`$", RegexOptions.ExplicitCapture)]
    private static partial Regex CallCell();

    [GeneratedRegex("^`(?<path>/[^`]*)`$", RegexOptions.ExplicitCapture)]
    private static partial Regex PageCell();

    [GeneratedRegex("^`(?<name>[A-Z][A-Za-z]+)`$", RegexOptions.ExplicitCapture)]
    private static partial Regex MethodCell();

    [GeneratedRegex(@"\(schemas/(?<name>[A-Za-z]+)\.schema\.json\)", RegexOptions.ExplicitCapture)]
    private static partial Regex SchemaLink();

    [GeneratedRegex("^[0-9]{3}")]
    private static partial Regex StatusWord();
}
