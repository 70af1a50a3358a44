using System.Text.Json;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Seminars;

/// <summary>What the record of a seminar says of join codes.</summary>
public sealed class CodeTests
{
    private SeminarState _state = new() { Id = "s" };
    private DateTimeOffset _now = Room.Start;

    public CodeTests()
    {
        Add("server", new SeminarCreated());
        foreach (var (member, role) in new[] { ("owner", Role.Owner), ("mona", Role.Moderator), ("ann", Role.Annotator) })
            Add(member, new MemberJoined(member, $"p-{member}", role));
    }

    [Fact]
    public void A_code_is_noted_when_somebody_begins_to_show_it_and_not_when_it_is_shown_on()
    {
        Assert.Equal(new CodeShown(Role.Reader), Assert.Single(Show("mona", Role.Reader, anew: true)));
        Assert.Empty(Show("mona", Role.Reader, anew: false));
        Assert.Empty(Show("owner", Role.Reader, anew: false));
        // Each role has a code of its own, and so has each showing.
        Assert.Single(Show("owner", Role.Annotator, anew: true));
        Assert.Single(Show("owner", Role.Reader, anew: true));
        Assert.Equal([("mona", Role.Reader, false), ("owner", Role.Annotator, true), ("owner", Role.Reader, true)], _state.Codes.Select(showing => (showing.By, showing.Role, showing.Open)));
        // One that nobody has noted is noted by whoever shows it on.
        Assert.Single(Show("mona", Role.Guest, anew: false));
    }

    [Fact]
    public void Who_may_ask_nobody_in_shows_and_stops_none()
    {
        Assert.Equal("forbidden", Assert.Throws<RefusalException>(() => Show("ann", Role.Reader, anew: true)).Code);
        Assert.Equal("forbidden", Assert.Throws<RefusalException>(() => End("ann", Role.Reader)).Code);
        Assert.Throws<RefusalException>(() => Show("nobody", Role.Reader, anew: true));
    }

    [Fact]
    public void An_end_is_noted_once_with_who_stopped_it_or_with_nobody()
    {
        Show("mona", Role.Reader, anew: true);
        var first = _state.Seq;
        Assert.Equal(new CodeEnded(first, Role.Reader), Assert.Single(End("owner", Role.Reader)));
        Assert.Equal((false, (DateTimeOffset?)_now), (_state.Codes[^1].Open, _state.Codes[^1].Until));
        Assert.Empty(End(null, Role.Reader, first));

        Show("mona", Role.Reader, anew: true);
        // That the one before ran out says nothing of this one.
        Assert.Empty(End(null, Role.Reader, first));
        Assert.Single(End(null, Role.Reader, _state.CodeFor(Role.Reader)!.Seq));
        Assert.Empty(End(null, Role.Reader));
        // What the start printed is noted when somebody stops it.
        Assert.Equal(new CodeEnded(0, Role.Annotator), Assert.Single(End("mona", Role.Annotator)));
    }

    [Fact]
    public void Who_comes_by_a_code_is_noted_with_its_showing()
    {
        Show("mona", Role.Reader, anew: true);
        var reader = _state.Seq;
        Show("owner", Role.Annotator, anew: true);
        var annotator = _state.Seq;
        Assert.Equal(reader, Come("ida", Role.Reader));
        Assert.Equal(annotator, Come("jonas", Role.Annotator));
        End("owner", Role.Reader);
        _now += TimeSpan.FromSeconds(59);
        // They were on their way.
        Assert.Equal(reader, Come("noor", Role.Reader));
        _now += TimeSpan.FromSeconds(1);
        Assert.Equal(0, Come("lena", Role.Reader));
        Assert.Null(Come("guest", Role.Guest, made: null));
        Assert.Equal(["ida, noor", "jonas"], _state.Codes.Select(showing => string.Join(", ", showing.Joined)));
        Assert.Equal("lena", Assert.Single(_state.CameByPrinted));
    }

    [Fact]
    public void A_seminar_knows_the_newest_hundred_and_its_log_all()
    {
        for (var i = 0; i < 130; i++)
            Show("mona", Role.Reader, anew: true);
        Assert.Equal(100, _state.Codes.Length);
        Assert.Equal(_state.Seq, _state.Codes[^1].Seq);
        Assert.Single(_state.Codes, showing => showing.Open);
    }

    [Fact]
    public void Who_came_before_it_was_noted_came_by_none_that_is_known()
    {
        using var before = JsonDocument.Parse("""{"member":"ida","person":"p","role":"Reader","seminarSeq":0}""");
        var read = (MemberJoined)EventCodec.ReadData(nameof(MemberJoined), before.RootElement);
        Assert.Null(read.Code);
        Assert.Equal(new MemberJoined("ida", "p", Role.Reader), read);
    }

    private List<EventData> Show(string actor, Role role, bool anew) => Do(actor, SeminarDecider.ShowCode(_state, actor, role, anew));

    private List<EventData> End(string? actor, Role role, long? shown = null) => Do(actor ?? "server", SeminarDecider.EndCode(_state, actor, role, shown));

    private long? Come(string member, Role role) => Come(member, role, SeminarDecider.ByCode);

    private long? Come(string member, Role role, DateTimeOffset? made) =>
        ((MemberJoined)Assert.Single(Do(member, SeminarDecider.Join(_state, member, $"p-{member}", $"Name of {member}", role, null, _now, made)))).Code;

    private List<EventData> Do(string actor, IEnumerable<Proposal> proposals)
    {
        var data = proposals.Select(proposal => proposal.Data).ToList();
        foreach (var each in data)
            Add(actor, each);
        return data;
    }

    private void Add(string actor, EventData data) => _state = _state.Apply(new LogEvent
    {
        Seq = _state.Seq + 1,
        At = _now,
        Actor = actor,
        Command = Guid.Empty,
        Data = data,
        Words = data is MemberJoined joined ? new Words { Name = $"Name of {joined.Member}" } : null,
    });
}
