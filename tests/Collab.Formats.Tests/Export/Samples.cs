using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Formats.Export;
using Collab.Testing;

namespace Collab.Formats.Tests.Export;

/// <summary>A seminar on four points, with everything that can happen to a note.</summary>
internal sealed class Samples
{
    public const string HiddenWords = "SECRETWORDSOFAHIDDENNOTE";
    public const string DeletedWords = "WORDSTHATTHEAUTHORREMOVED";

    public static readonly ExportOptions Options = new(new Uri("https://room.example/"));

    public Samples()
    {
        Builder = new DocumentBuilder("Resolution on the Opposition", DocumentMetadata.Of([new("author", "A. Author"), new("date", "2 November 1917"), new("source", "Collected Works, p. 277")]),
            new(null, ClauseKind.Preamble, 0, "The present meeting is of historic importance."),
            new("1", ClauseKind.Point, 0, "The opposition has departed from all the fundamental positions."),
            new("2", ClauseKind.Point, 0, "The whole responsibility lies with this opposition. It has a😀b left to transfer its scepticism."),
            new("3", ClauseKind.Point, 0, "The purely Bolshevik government cannot be renounced."));
        Moderator = Builder.Join("Dr. Okafor", Role.Moderator);
        Ana = Builder.Join("Ana");
        Ben = Builder.Join("Ben");
        Builder.Lead(Moderator, 2);
        Pinned = Builder.Note(Moderator, "Read this point for its *verbs*.", (1, "departed"));
        Builder.Pin(Moderator, Pinned, 1);
        First = Builder.Note(Ana, "Is this about numbers?", ["question", "numbers"], "questioning", (1, "all the fundamental positions"));
        Answer = Builder.Reply(Ben, First, "About **principle**.");
        Deeper = Builder.Reply(Ana, Answer, "Then why count?");
        Several = Builder.Note(Ben, "The two places answer each other.", (2, "opposition"), (3, ""));
        Hidden = Builder.Note(Ben, HiddenWords, [HiddenWords + "tag"], "commenting", (2, "a😀b"));
        Builder.Edit(Ben, Hidden, HiddenWords + " edited", HiddenWords + "tag");
        Builder.Hide(Moderator, Hidden, "off topic");
        Deleted = Builder.Note(Ana, DeletedWords, (3, "renounced"));
        UnderDeleted = Builder.Reply(Ben, Deleted, "This answer stays.");
        Builder.Delete(Ana, Deleted);
        Whole = Builder.Note(Ana, "On the whole it is short.");
        Edited = Builder.Note(Ana, "First wording.", (0, "historic"));
        Builder.Edit(Ana, Edited, "Second wording.", "style");
        Builder.React(Ben, Edited, "👍");
        Builder.React(Moderator, Edited, "👍");
        Builder.Resolve(Moderator, First);
        Highlight = Builder.Note(Ben, null, [], "highlighting", (3, "purely Bolshevik"));
        Builder.Lock(Moderator, 3);
    }

    public DocumentBuilder Builder { get; }

    public DocumentState State => Builder.State;

    public string Moderator { get; }

    public string Ana { get; }

    public string Ben { get; }

    public string Pinned { get; }

    public string First { get; }

    public string Answer { get; }

    public string Deeper { get; }

    public string Several { get; }

    public string Hidden { get; }

    public string Deleted { get; }

    public string UnderDeleted { get; }

    public string Whole { get; }

    public string Edited { get; }

    public string Highlight { get; }

    public ExportDocument For(string member, string scope = "all", params string[] selected) => Select(State, Builder.As(member), scope, selected);

    public static ExportDocument Select(DocumentState state, Audience audience, string scope = "all", params string[] selected) =>
        ExportSelection.Of(state, state, audience, ExportScope.Parse(scope, selected), Options);

    public static async Task<byte[]> Bytes(string format, ExportDocument document)
    {
        using var stream = new AsyncOnlyStream();
        await Exporters.Find(format).WriteAsync(document, stream);
        return stream.ToArray();
    }

    public static async Task<string> Text(string format, ExportDocument document) => ExportedText.Of(await Bytes(format, document));

    public static TheoryData<string> Formats => [.. Exporters.All.Select(e => e.Format)];

    /// <summary>Those in which all that is exported stands; the paper edition is a selection.</summary>
    public static TheoryData<string> Complete => [.. Exporters.All.Select(e => e.Format).Where(format => format != "paper")];
}
