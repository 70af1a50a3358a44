using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Json;
using Collab.Domain.Revisions;

namespace Collab.Domain.Tests.Json;

public sealed class AnnotationRowsConverterTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 10, 20, 30, 456, TimeSpan.Zero);

    private static readonly Annotation Plain = new()
    {
        Id = "c.n1",
        Number = 3,
        Seq = 4,
        Home = "c",
        Creator = "ada",
        Created = At,
        Motivation = Motivations.Questioning,
        Body = new Body("What does “öffentlich” rest on? 🕊"),
        Tags = ["minutes", ""],
        Targets = [new Target("c", 2, new TextQuoteSelector("public", null, " and"), new TextPositionSelector(4, 10)), new Target("d", 2)],
        ReplyTo = "c.n0",
        Thread = "c.n0",
        Depth = 1,
    };

    public static TheoryData<string> Properties => [.. typeof(Annotation).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)];

    [Fact]
    public void A_note_to_which_nothing_has_happened_is_a_row_and_comes_back()
    {
        var (note, kind) = Back(Plain);
        AssertSame(Plain, note);
        Assert.Equal(JsonValueKind.Array, kind);
    }

    [Fact]
    public void One_without_words_or_passage_too()
    {
        var bare = Plain with { Body = null, Tags = [], Targets = [], Home = null, ReplyTo = null, Thread = null };
        var (note, kind) = Back(bare);
        AssertSame(bare, note);
        Assert.Equal(JsonValueKind.Array, kind);
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void Whatever_it_has_comes_back(string name)
    {
        var property = typeof(Annotation).GetProperty(name)!;
        var changed = Plain with { };
        property.SetValue(changed, Other(property));
        Assert.NotEqual(Text(Plain), Text(changed));
        AssertSame(changed, Back(changed).Note);
    }

    [Fact]
    public void Times_that_are_no_whole_milliseconds_of_UTC_come_back_as_they_were()
    {
        foreach (var time in new[] { At.AddTicks(1), At.ToOffset(TimeSpan.FromHours(2)) })
        {
            var (note, kind) = Back(Plain with { Created = time });
            Assert.True(time.EqualsExact(note.Created));
            Assert.Equal(JsonValueKind.Object, kind);
        }
    }

    [Fact]
    public void A_target_of_another_edition_or_that_a_revision_moved_comes_back()
    {
        foreach (var target in new[] { Plain.Targets[0] with { Edition = "de" }, Plain.Targets[0] with { Anchor = new Anchor(AnchorState.Moved, Evidence.SameWords, 1) } })
        {
            var changed = Plain with { Targets = [target] };
            AssertSame(changed, Back(changed).Note);
        }
    }

    [Fact]
    public void What_notes_share_is_one_string()
    {
        var read = Read(Write([Plain, Plain with { Id = "c.n2" }]));
        Assert.Same(read[0].Creator, read[1].Creator);
        Assert.Same(read[0].Home, read[1].Targets[0].Clause);
        Assert.Same(read[0].Motivation, read[1].Motivation);
    }

    [Fact]
    public void Long_words_are_read_as_well_as_short_ones()
    {
        var tag = new string('ä', 100);
        Assert.Equal(tag, Back(Plain with { Tags = [tag] }).Note.Tags[0]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[[\"c.n1\",3]]")]
    [InlineData("[[\"c.n1\",3,4,\"c\",\"ada\",0,\"commenting\",null,\"markdown\",null,null,0,[],[]]]")]
    [InlineData("[[\"c.n1\",3,4,\"c\",\"ada\",0,\"commenting\",null,null,null,null,0,[],[],5]]")]
    public void What_is_no_row_is_refused(string json)
    {
        // Whoever reads a snapshot knows these two for one that it cannot read.
        var failure = Record.Exception(() => Read(System.Text.Encoding.UTF8.GetBytes(json)));
        Assert.True(failure is JsonException or InvalidOperationException, $"{failure}");
    }

    private static (Annotation Note, JsonValueKind Kind) Back(Annotation note)
    {
        var bytes = Write([note]);
        return (Read(bytes)[0], JsonDocument.Parse(bytes).RootElement[0].ValueKind);
    }

    private static byte[] Write(ImmutableArray<Annotation> notes)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = DomainJson.Stored.Options.Encoder }))
            new AnnotationRowsConverter().Write(writer, notes, DomainJson.Stored.Options);
        return stream.ToArray();
    }

    private static ImmutableArray<Annotation> Read(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return new AnnotationRowsConverter().Read(ref reader, typeof(ImmutableArray<Annotation>), DomainJson.Stored.Options);
    }

    private static object? Other(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return 0 switch
        {
            _ when type == typeof(string) => "other",
            _ when type == typeof(int) => 17,
            _ when type == typeof(long) => 18L,
            _ when type == typeof(bool) => true,
            _ when type == typeof(DateTimeOffset) => At.AddDays(1),
            _ when type == typeof(AnnotationState) => AnnotationState.Hidden,
            _ when type == typeof(Body) => new Body("Other.", "plain"),
            _ when type == typeof(Imported) => new Imported("ada", At, "x"),
            _ when type == typeof(Said) => new Said(null, "Mira"),
            _ when type == typeof(Foreign) => new Foreign { Extra = "{\"a\":[1]}" },
            _ when type == typeof(ImmutableArray<string>) => ImmutableArray.Create("other"),
            _ when type == typeof(ImmutableArray<Target>) => ImmutableArray.Create(new Target("e", 3)),
            _ when type == typeof(ImmutableArray<Reaction>) => ImmutableArray.Create(new Reaction("👍", ["ada"])),
            _ when type == typeof(ImmutableArray<Wording>) => ImmutableArray.Create(new Wording(1, At, new Body("Before."), [])),
            _ => throw new InvalidOperationException($"Say here what another {property.Name} is."),
        };
    }

    private static void AssertSame(Annotation expected, Annotation actual) => Assert.Equal(Text(expected), Text(actual));

    private static string Text(Annotation note) => JsonSerializer.Serialize(note, DomainJson.Instance.Annotation);
}
