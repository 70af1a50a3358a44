using System.Text;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Json;
using Collab.Domain.Tests.Support;
using CsCheck;

namespace Collab.Domain.Tests.Events;

public sealed class EventCodecTests
{
    public static TheoryData<Type> Kinds => [.. Filled.Concrete(typeof(EventData)).Where(t => t != typeof(UnknownEvent))];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_is_stored_and_read_as_it_was(Type kind)
    {
        Assert.NotNull(DomainJson.Instance.GetTypeInfo(kind));
        var e = Event((EventData)new Filled().Of(kind)!) with { Words = (Words)new Filled().Of(typeof(Words))! };
        var read = EventCodec.Read(EventCodec.Seal("d", EventChain.Genesis("d"), e));
        // The text is kept apart, by its content.
        var expected = e.Data is ITextEvent bringing ? e with { Data = bringing.WithClauses([]) } : e;
        Assert.Equal(Structure.Of(expected with { Hash = read.Hash }), Structure.Of(read));
        Assert.Equal(kind.Name, read.Kind);
    }

    [Fact]
    public void Known_kinds_are_the_types_of_events() =>
        Assert.Equal(Filled.Concrete(typeof(EventData)).Where(t => t != typeof(UnknownEvent)).Select(t => t.Name), EventCodec.KnownKinds.Order(StringComparer.Ordinal));

    [Fact]
    public void A_kind_of_a_newer_version_stays_in_its_place()
    {
        var stored = EventCodec.Seal("d", EventChain.Genesis("d"), Event(new DocumentClosed())) with { Kind = "TextSung", Data = "{\"melody\":7}"u8.ToArray() };
        Assert.Equal("TextSung", Assert.IsType<UnknownEvent>(EventCodec.Read(stored).Data).Kind);
    }

    [Fact]
    public void A_field_of_a_newer_version_is_passed_over()
    {
        var stored = EventCodec.Seal("d", EventChain.Genesis("d"), Event(new Led("c"))) with { Data = "{\"clause\":\"c\",\"tempo\":3}"u8.ToArray() };
        Assert.Equal(new Led("c"), EventCodec.Read(stored).Data);
    }

    [Fact]
    public void Words_that_were_erased_are_gone_and_the_event_stays()
    {
        var sealedEvent = EventCodec.Seal("d", EventChain.Genesis("d"), Event(new MemberRenamed("m")) with { Words = new Words { Name = "Anna" } });
        var erased = sealedEvent with { Payload = null, Salt = null };
        Assert.True(erased.IsErased);
        Assert.Null(EventCodec.Read(erased).Words);
        Assert.Null(EventChain.Verify("d", EventChain.Genesis("d"), [erased]));
        Assert.Empty(Histories.Fold([EventCodec.Read(erased)]).Header.Members);
    }

    [Fact]
    public void An_event_without_words_that_an_earlier_version_wrote_holds_before_one_of_now()
    {
        var earlier = EventChain.Seal("d", EventChain.Genesis("d"), new StoredEvent
        {
            Seq = 1,
            Actor = "a",
            Command = new Guid("00000000-0000-4000-8000-000000000001"),
            Kind = nameof(MemberMuted),
            At = Room.Start,
            Data = "{\"member\":\"m\",\"seminarSeq\":3}"u8.ToArray(),
        });
        // As check.py computes it.
        Assert.Equal("52a22b6dd3b505776229e66a23c846d18f3bc6e0061caf198b676b442a665578", Convert.ToHexStringLower(earlier.Hash.Span));
        var now = EventCodec.Seal("d", earlier.Hash.Span, Event(new MemberUnmuted("m", SeminarSeq: 4)) with { Seq = 2 });
        Assert.Null(EventChain.Verify("d", EventChain.Genesis("d"), [earlier, now]));
        Assert.Equal((new MemberMuted("m", null, 3), null), ((MemberMuted)EventCodec.Read(earlier).Data, EventCodec.Read(earlier).Words));
        Assert.Equal((new MemberUnmuted("m", 4), null), ((MemberUnmuted)EventCodec.Read(now).Data, EventCodec.Read(now).Words));
        // What an earlier version makes of the place of the words is that there are none.
        Assert.Equal("{}"u8, now.Payload!.Value.Span);
    }

    [Fact]
    public void Whole_histories_come_back_from_the_log_as_they_were() => Histories.Any.Sample(room =>
    {
        Assert.Null(EventChain.Verify("document", EventChain.Genesis("document"), room.Stored));
        // Texts are kept apart.
        var events = room.Events.Skip(1).Select(e => e.Data is ITextEvent bringing ? e with { Data = bringing.WithClauses([]) } : e);
        Assert.Equal(Structure.Of(events), Structure.Of(room.Stored.Skip(1).Select(EventCodec.Read)));
    }, iter: 30);

    [Fact]
    public void Nothing_that_a_person_wrote_is_among_the_data_that_cannot_be_erased() => Histories.Any.Sample(room =>
    {
        foreach (var stored in room.Stored.Skip(1))
        {
            var data = Encoding.UTF8.GetString(stored.Data.Span);
            Assert.DoesNotContain("s3cret", data, StringComparison.Ordinal);
            Assert.DoesNotContain("Name of", data, StringComparison.Ordinal);
            var words = EventCodec.Read(stored).Words;
            foreach (var quote in words?.Quotes ?? [])
                Assert.False(quote is { Exact.Length: > 6 } && data.Contains(quote.Exact, StringComparison.Ordinal), data);
        }
    }, iter: 50);

    [Fact]
    public void A_text_is_stored_by_its_content_and_joined_again()
    {
        ClauseDraft[] drafts = [new("§ 1", ClauseKind.Point, 0, "a😀b"), new(null, ClauseKind.Paragraph, 1, "שלום")];
        var imported = Event(new DocumentImported("s", "t", DocumentMetadata.Empty, 1, "hash", ["one", "two"]));
        var clauses = ((DocumentImported)EventCodec.WithText(imported, EventCodec.WriteText(drafts)).Data).Clauses;
        Assert.Equal(new (string, string?, string?, string)[] { ("one", "§ 1", null, "a😀b"), ("two", null, "one", "שלום") }, clauses.Select(c => ((string, string?, string?, string))(c.Id, c.Label, c.Parent, c.Text)));
        Assert.Throws<ArgumentException>(() => EventCodec.WithText(imported, EventCodec.WriteText(drafts[..1])));
    }

    [Fact]
    public void Text_is_stored_unescaped() =>
        Assert.Contains("текст", Encoding.UTF8.GetString(EventCodec.WriteText([new(null, ClauseKind.Paragraph, 0, "текст")])), StringComparison.Ordinal);

    private static LogEvent Event(EventData data) => new() { Seq = 1, At = Room.Start, Actor = "a", Clause = "c", Command = Guid.NewGuid(), Ordinal = 2, Data = data };
}
