using System.Collections.Immutable;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Seminars;

public sealed class RosterTests
{
    [Fact]
    public void Members_stand_in_the_order_in_which_they_came_though_one_write_let_several_in_and_whoever_comes_back_is_last()
    {
        var members = ImmutableDictionary<string, Member>.Empty;
        var seq = 0;
        foreach (var (member, minute) in new[] { ("zoe", 0), ("mia", 1), ("kim", 1), ("abe", 1), ("zoe", 2) })
        {
            var e = new LogEvent { Seq = ++seq, At = Room.Start.AddMinutes(minute), Actor = "server", Command = Guid.Empty, Data = new MemberJoined(member, "p-" + member, Role.Reader, SeminarSeq: seq), Words = new Words { Name = member } };
            members = Roster.Apply(members, (ToldEventData)e.Data, e);
        }

        Assert.Equal(["mia", "kim", "abe", "zoe"], Roster.InOrder(members.Values).Select(member => member.Id));
    }
}
