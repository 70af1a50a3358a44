namespace Collab.Server.Api;

/// <summary>What can be asked for in the query and the headers of a call: docs/wire.md says it in sentences.</summary>
internal static class WireParameters
{
    private const string Query = "query", Header = "header", Document = "GET /api/documents/{document}", Note = "/api/documents/{document}/annotations/{annotation}";

    private static readonly Parameter AtLeast = new("atLeast", Query, "A seq, or epoch:seq: nothing older is shown.");
    private static readonly Parameter At = new("at", Query, "A seq: a moment in the past.", "integer");
    private static readonly Parameter After = new("after", Query, "A seq, or epoch:seq: the last event that I have.");
    private static readonly Parameter Limit = new("limit", Query, "Most events, 1 to 1,000.", "integer");
    private static readonly Parameter LastEventId = new("Last-Event-ID", Header, "As after: what a browser sends when it comes back.");
    private static readonly Parameter IfMatch = new("If-Match", Header, "The ETag of the note as I know it.");
    private static readonly Parameter As = new("as", Query, "The member that I take myself for: signed in as another I am refused.");
    private static readonly Parameter Key = new("Idempotency-Key", Header, "The command id, a UUID.");

    private static readonly Dictionary<string, Parameter[]> Known = new()
    {
        ["DELETE /api/me/university"] = [new("confirm", Query, "true: it may be my only way back.", "boolean")],
        ["DELETE /api/passkeys/{passkey}"] = [new("lost", Query, "true: I cannot show it, nor anything else. Everybody is signed out.", "boolean")],
        ["GET /api/seminars/{seminar}/search"] = [new("q", Query, "What to look for.", Required: true), new("sort", Query, "newest, relevance or document."), new("after", Query, "What next said.")],
        ["GET /api/seminars/{seminar}/audit"] = [new("after", Query, "What next said.", "integer")],
        ["DELETE /api/seminars/{seminar}/members/{member}"] =
        [
            new("notes", Query, "keep or hide: what happens to what they wrote."), new("reason", Query, "Why the notes are hidden."), new("asOf", Query, "The seq of the member that I have seen.", "integer"),
        ],
        [Document] = [At, new("revision", Query, "The number of a revision: the last moment at which that was the text.", "integer"), AtLeast, new("If-None-Match", Header, "The ETag of the snapshot that I have.")],
        [Document + "/search"] = [new("q", Query, "What to look for.", Required: true), new("sort", Query, "number, newest, point or relevance."), new("after", Query, "What next said.", "integer"), AtLeast],
        [Document + "/inbox"] = [new("before", Query, "What next said.", "integer"), AtLeast],
        [Document + "/notebook"] = [AtLeast],
        [Document + "/notebook/events"] = [After, Limit, AtLeast, LastEventId],
        [Document + "/events"] =
        [
            After, Limit, AtLeast, LastEventId, new("presence", Query, "true: who is here, too.", "boolean"), new("connection", Query, "The name of mine among who is here."),
            new("notebook", Query, "true: my private notes, too.", "boolean"), new("notebookAfter", Query, "As after, of the notebook."),
        ],
        [Document + "/export"] =
        [
            new("format", Query, "The format.", Required: true), new("scope", Query, "Which notes."), At, new("annotation", Query, "Once for each note of the scope selected.", "array"),
            new("tz", Query, "The time zone of its times."), AtLeast,
        ],
        [Document + "/feed"] = [new("limit", Query, "Most entries of a page, 1 to 200.", "integer"), new("before", Query, "As the link to the next page has it."), AtLeast, new("If-None-Match", Header, "The ETag of the page that I have.")],
        [$"GET {Note}"] = [AtLeast],
        [$"PATCH {Note}"] = [IfMatch],
        [$"DELETE {Note}"] = [Key with { Required = true }, IfMatch],
        [$"DELETE {Note}/pin"] = [new("clause", Query, "The point."), Key],
    };

    public sealed record Parameter(string Name, string In, string Description, string Type = "string", bool Required = false);

    /// <summary>Those of the path, then all others.</summary>
    public static IEnumerable<Parameter> Of(WireCall call) => call.Path.Split('/').Where(part => part.StartsWith('{'))
        .Select(part => new Parameter(part.Trim('{', '}'), "path", "An id.", Required: true)).Concat(Known.GetValueOrDefault($"{call.Method} {call.Path}", []))
        .Concat(call.Path.StartsWith("/api/documents/{document}", StringComparison.Ordinal) ? [As] : []);
}
