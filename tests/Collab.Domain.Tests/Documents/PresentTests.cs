using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Tests.Support;
using CsCheck;

namespace Collab.Domain.Tests.Documents;

public sealed class PresentTests
{
    [Fact]
    public void It_is_what_is_not_gone_in_the_order_in_which_it_came() => Histories.Any.Sample(room =>
    {
        var expected = room.State.Annotations.Where(note => !note.IsGone).OrderBy(note => note.Seq).Select(note => note.Id).ToList();
        Assert.Equal(expected, room.State.Present.Select(note => note.Id));
        Assert.Equal(expected, DocumentState.FromSnapshot(EventCodec.ReadSnapshot(EventCodec.WriteSnapshot(room.State.ToSnapshot())), "epoch").Present.Select(note => note.Id));
    }, iter: 40);
}
