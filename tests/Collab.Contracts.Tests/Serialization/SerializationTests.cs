using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Collab.Contracts.Clauses;
using Collab.Contracts.Documents;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Domain.Tests.Support;
using Orleans.Serialization;

namespace Collab.Contracts.Tests.Serialization;

public sealed class SerializationTests(SerializerFixture fixture) : IClassFixture<SerializerFixture>
{
    public static TheoryData<Type> Messages => [.. typeof(Reply).Assembly.GetTypes().Where(t => t.GetCustomAttribute<GenerateSerializerAttribute>() is not null)];

    public static TheoryData<Type> DomainTypes =>
    [
        .. Filled.Concrete(typeof(Command)),
        .. Filled.Concrete(typeof(EventData)).Where(t => t != typeof(UnknownEvent)),
        typeof(LogEvent), typeof(Proposal), typeof(Words), typeof(CommandOutcome), typeof(DocumentState), typeof(SeminarState), typeof(DocumentMetadata), typeof(ClauseDraft),
    ];

    [Theory]
    [MemberData(nameof(Messages))]
    [MemberData(nameof(DomainTypes))]
    public void Whatever_travels_arrives_as_it_was(Type type)
    {
        foreach (var sent in Filled.All(type))
        {
            var arrived = fixture.Serializer.Deserialize<object>(fixture.Serializer.SerializeToArray(sent));
            Assert.IsType(type, arrived);
            Assert.Equal(Structure.Of(sent), Structure.Of(arrived));
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    [MemberData(nameof(DomainTypes))]
    public void Nothing_immutable_is_copied_within_a_silo(Type type)
    {
        var sent = Filled.All(type).First();
        Assert.Same(sent, fixture.Copier.Copy(sent));
    }

    [Fact]
    public void A_decision_carries_any_command_and_any_event()
    {
        ImmutableArray<Proposal> proposals = [.. Filled.All(typeof(EventData)).Select(data => new Proposal("clause", (EventData)data))];
        foreach (var command in Filled.All(typeof(Command)))
            AssertArrives(new ClauseCommit("clause", 3, [new Decision((Command)command, proposals)], 7));
    }

    [Fact]
    public void An_unknown_event_stays_in_its_place()
    {
        var sent = new LogEvent { Seq = 4, Actor = "a", Command = Guid.NewGuid(), Data = new UnknownEvent("TextSung"), Hash = "ab" };
        Assert.Equal("TextSung", AssertArrives(sent).Kind);
    }

    [Fact]
    public void A_state_that_arrived_folds_on()
    {
        var history = Histories.Of(seed: 11, length: 80);
        var arrived = AssertArrives(Histories.Fold(history.Events.Take(40)));
        Assert.Equal(Structure.Of(history.State), Structure.Of(arrived.Apply(history.Events.Skip(40))));
    }

    [Fact]
    public void A_list_from_a_collection_expression_travels()
    {
        IReadOnlyList<LogEvent> events = [.. Histories.Of(seed: 3, length: 20).Events];
        var copied = fixture.Copier.Copy(events);
        Assert.Same(events[5], copied[5]);
        Assert.Equal(Structure.Of(events), Structure.Of(fixture.Serializer.Deserialize<IReadOnlyList<LogEvent>>(fixture.Serializer.SerializeToArray(events))));
    }

    [Fact]
    public void Roles_travel_as_numbers()
    {
        foreach (var role in Enum.GetValues<Role>())
            Assert.Equal(role, fixture.Serializer.Deserialize<Role>(fixture.Serializer.SerializeToArray(role)));
    }

    [Fact]
    public void Other_scripts_are_not_escaped()
    {
        var bytes = fixture.Serializer.SerializeToArray(new Words { Body = "текст 文 😀" });
        Assert.Contains("текст 文", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    private T AssertArrives<T>(T sent)
        where T : class
    {
        var arrived = fixture.Serializer.Deserialize<T>(fixture.Serializer.SerializeToArray(sent))!;
        Assert.Equal(Structure.Of(sent), Structure.Of(arrived));
        return arrived;
    }
}
