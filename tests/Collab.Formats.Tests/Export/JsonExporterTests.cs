using System.Text.Json.Nodes;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Pins;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;

namespace Collab.Formats.Tests.Export;

public class JsonExporterTests
{
    private readonly Samples samples = new();

    [Fact]
    public async Task It_names_its_format_and_version()
    {
        var json = await ReadAsync(samples.For(samples.Ana));
        Assert.Equal(("collab", 1), (json["format"]!.GetValue<string>(), json["version"]!.GetValue<int>()));
        Assert.Equal(samples.State.Header.Seq, json["head"]!["seq"]!.GetValue<long>());
        Assert.Equal(samples.State.Header.Hash, json["head"]!["hash"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_moderator_gets_everything_but_what_was_removed_back_without_loss()
    {
        samples.Builder.Pin(samples.Moderator, samples.First, 1, 0, supersedes: samples.Pinned);
        var json = await ReadAsync(samples.For(samples.Moderator));
        var header = samples.State.Header;
        Assert.Equal(header.Clauses, json["clauses"]!.AsArray().Select(Clause!));
        Assert.Equal(header.Metadata.Entries, json["document"]!["metadata"]!.AsObject().Select(p => new KeyValuePair<string, string>(p.Key, p.Value!.GetValue<string>())));
        Assert.Equal(header.Locked.Order(), json["clauses"]!.AsArray().Where(c => c!["locked"] is not null).Select(c => c!["id"]!.GetValue<string>()));
        Assert.Equal(header.Led, new Lead(Text(json["document"]!["led"]!, "clause")!, Text(json["document"]!["led"]!, "by")!, Time(json["document"]!["led"]!, "at"), json["document"]!["led"]!["seq"]!.GetValue<long>()));
        Assert.Equal(header.Members.Values.OrderBy(m => m.Joined).Select(m => m with { Changed = 0, RemovedBy = null, Number = 0 }), json["members"]!.AsArray().Select(m => new Member(
            Text(m!, "id")!, header.Members[Text(m!, "id")!].Person, Text(m!, "name")!, Enum.Parse<Role>(Text(m!, "role")!, ignoreCase: true), Time(m!, "joined"), m!["removed"] is not null)));
        Assert.Equal(samples.State.Pins, json["pins"]!.AsArray().Select(p => new Pin(Text(p!, "annotation")!, Text(p!, "clause")!, Text(p!, "by")!, Time(p!, "at"), p!["seq"]!.GetValue<long>(), Text(p!, "supersedes"))));
        foreach (var (expected, actual) in samples.State.Annotations.Where(a => a.State != AnnotationState.Deleted).OrderBy(a => a.Number)
                     .Zip(json["annotations"]!.AsArray().Select(Annotation!).Where(a => a.State != AnnotationState.Deleted)))
            Assert.Equal(Comparable(expected), Comparable(actual));
    }

    [Fact]
    public async Task What_is_withheld_says_so_and_has_no_history()
    {
        var json = await ReadAsync(samples.For(samples.Ana));
        foreach (var id in new[] { samples.Hidden, samples.Deleted })
        {
            var note = json["annotations"]!.AsArray().Single(a => a!["id"]!.GetValue<string>() == id)!;
            Assert.True(note["withheld"]!.GetValue<bool>());
            Assert.Null(note["body"]);
            Assert.Null(note["history"]);
            Assert.Empty(note["tags"]!.AsArray());
        }
    }

    private static async Task<JsonObject> ReadAsync(Collab.Formats.Export.ExportDocument document) => JsonNode.Parse(await Samples.Text("json", document))!.AsObject();

    /// <summary>Records with arrays in them are equal by reference: compared by what they print.</summary>
    private static string Comparable(Annotation a) => string.Join('\n', a with { Changed = 0, Targets = [], Tags = [], Reactions = [], History = [], Depth = 0 }, string.Join(',', a.Targets), string.Join(',', a.Tags),
        string.Join(',', a.Reactions.Select(r => r.Emoji + string.Join('+', r.Members))), string.Join(',', a.History.Select(w => $"{w.Version} {w.At:O} {w.Body} {string.Join('+', w.Tags)}")));

    private static Clause Clause(JsonNode c) => new()
    {
        Id = Text(c, "id")!,
        Label = Text(c, "label"),
        Kind = Enum.Parse<ClauseKind>(Text(c, "kind")!, ignoreCase: true),
        Level = c["level"]!.GetValue<int>(),
        Parent = Text(c, "parent"),
        Text = Text(c, "text")!,
    };

    private static Annotation Annotation(JsonNode a) => new()
    {
        Id = Text(a, "id")!,
        Number = a["number"]!.GetValue<int>(),
        Seq = a["seq"]!.GetValue<long>(),
        Home = Text(a, "clause"),
        Creator = Text(a, "creator")!,
        Created = Time(a, "created"),
        Modified = a["modified"] is null ? null : Time(a, "modified"),
        Version = a["version"]!.GetValue<int>(),
        State = Enum.Parse<AnnotationState>(Text(a, "state")!, ignoreCase: true),
        Reason = Text(a, "reason"),
        ReasonBy = Text(a, "reasonBy"),
        ThreadReason = Text(a, "threadReason"),
        ThreadReasonBy = Text(a, "threadReasonBy"),
        Targets = [.. a["targets"]!.AsArray().Select(t => new Target(Text(t!, "clause")!, t!["revision"]!.GetValue<int>(),
            t["quote"] is { } q ? new TextQuoteSelector(Text(q, "exact")!, Text(q, "prefix"), Text(q, "suffix")) : null,
            t["position"] is { } p ? new TextPositionSelector(p["start"]!.GetValue<int>(), p["end"]!.GetValue<int>()) : null))],
        Motivation = Text(a, "motivation")!,
        Body = Body(a),
        Tags = Tags(a),
        ReplyTo = Text(a, "replyTo"),
        Thread = Text(a, "thread"),
        Resolved = a["resolved"] is not null,
        Reactions = [.. a["reactions"]!.AsArray().Select(r => new Reaction(Text(r!, "emoji")!, [.. r!["members"]!.AsArray().Select(m => m!.GetValue<string>())]))],
        History = [.. (a["history"]?.AsArray() ?? []).Select(w => new Wording(w!["version"]!.GetValue<int>(), Time(w, "at"), Body(w), Tags(w)))],
    };

    private static Body? Body(JsonNode node) => node["body"] is { } b ? new Body(Text(b, "text")!, Text(b, "format")!) : null;

    private static System.Collections.Immutable.ImmutableArray<string> Tags(JsonNode node) => [.. node["tags"]!.AsArray().Select(t => t!.GetValue<string>())];

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();

    private static DateTimeOffset Time(JsonNode node, string name) => node[name]!.GetValue<DateTimeOffset>();
}
