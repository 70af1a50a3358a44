using Collab.Contracts.Presence;
using Collab.Domain.Annotations;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Rounds;
using Collab.Domain.Seminars;
using Collab.Server.Presence;
using Collab.Server.Tests.Feeds;

namespace Collab.Server.Tests.Presence;

public sealed class PresenceChangesTests
{
    private readonly Story _story = new();
    private readonly PresenceBoard _board = new();
    private PresenceSeen? _seen;
    private bool _names = true;

    [Fact]
    public void The_first_word_is_everybody_even_if_that_is_nobody()
    {
        var nobody = Next();
        Assert.True(nobody!.Full);
        Assert.Empty(nobody.People);
        Assert.Null(Next());
    }

    [Fact]
    public void Then_come_differences_with_the_names_and_roles_of_now()
    {
        _board.Apply([PresenceBoardTests.At("laptop", "c1", 1)]);
        Assert.Equal(("kofi", "Kofi", "annotator", "c1"), Of(Next()!));
        _board.Apply([PresenceBoardTests.At("laptop", "c2", 2)]);
        var moved = Next()!;
        Assert.Null(moved.Full);
        Assert.Equal(("kofi", "Kofi", "annotator", "c2"), Of(moved));
        _story.Tell(Story.Annotator, null, new MemberRenamed(Story.Annotator), new Words { Name = "Kwame" });
        Assert.Equal(("kofi", "Kwame", "annotator", "c2"), Of(Next()!));
        _story.Tell(Story.Owner, null, new MemberRoleChanged(Story.Annotator, Role.Reader));
        Assert.Equal(("kofi", "Kwame", "reader", "c2"), Of(Next()!));
        Assert.Null(Next());
        _board.Apply([PresenceBoardTests.Left("laptop", 3)]);
        Assert.Equal(["kofi"], Next()!.Gone);
    }

    [Fact]
    public void Who_sees_no_names_is_told_pseudonyms_and_everything_again_once_that_changes()
    {
        _board.Apply([PresenceBoardTests.At("laptop", "c1", 1)]);
        _names = false;
        var withheld = Of(Next()!);
        Assert.Equal(Pseudonyms.Of(_story.StateAt(_story.Head).Header.Seminar, _story.StateAt(_story.Head).Header.Members[Story.Annotator].Number), withheld.Item2);
        Assert.Null(Next());
        _names = true;
        var again = Next()!;
        Assert.True(again.Full);
        Assert.Equal("Kofi", Of(again).Item2);
    }

    [Fact]
    public void Who_was_removed_is_gone_though_still_connected()
    {
        _board.Apply([PresenceBoardTests.At("laptop", "c1", 1)]);
        Next();
        _story.Remove(Story.Annotator);
        var item = Next()!;
        Assert.Empty(item.People);
        Assert.Equal(["kofi"], item.Gone);
        _board.Apply([PresenceBoardTests.At("laptop", "c2", 2)]);
        Assert.Empty(Next()?.People ?? []);
    }

    [Fact]
    public void M240_What_was_selected_or_begun_at_a_point_before_a_blind_round_is_told_to_nobody_while_it_is_open()
    {
        var (here, elsewhere) = (_story.Clauses[0], _story.Clauses[1]);
        _board.Apply([At("laptop", here, Story.Annotator), At("phone", elsewhere, Story.Other)]);
        Assert.All(Next()!.People, person => Assert.True(person is { Selection: not null, Typing: not null }));

        _story.Tell(Story.Owner, here, new RoundOpened("r1", here, RoundShow.Counts));
        var blind = Assert.Single(Next()!.People);
        Assert.Equal((Story.Annotator, here, null, null), (blind.Id, blind.Clause, blind.Selection, blind.Typing));
        Assert.Null(Next());
        // Who comes meanwhile is told no more.
        PresenceSeen? late = null;
        Assert.Equal([elsewhere], Next(ref late)!.People.Where(person => person is { Selection: not null, Typing: not null }).Select(person => person.Clause));

        _story.Tell(Story.Owner, here, new RoundCancelled("r1", here));
        Assert.True(Assert.Single(Next()!.People) is { Selection: not null, Typing: not null });
        Assert.Null(Next());

        static PresenceOf At(string connection, string clause, string member) =>
            PresenceBoardTests.At(connection, clause, 1, member) with { SelectionClause = clause, Selection = new TextPositionSelector(0, 3), Typing = clause };
    }

    private PresenceItem? Next() => Next(ref _seen);

    private PresenceItem? Next(ref PresenceSeen? seen) => PresenceService.Changes(_board, _story.StateAt(_story.Head).Header, new Audience(new ViewClass(ReadsHidden: false, SeesNames: _names), null), ref seen);

    private static (string, string, string, string?) Of(PresenceItem item) => Assert.Single(item.People) is var p ? (p.Id, p.Name, p.Role, p.Clause) : default;
}
