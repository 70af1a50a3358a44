using Collab.Domain.Annotations;
using Collab.Domain.Events;
using Collab.Domain.Rounds;
using Collab.Testing.Checking;

namespace Collab.Simulation.Tests;

/// <summary>The rule of blind rounds finds a history that breaks it.</summary>
public sealed class RoundRulesTests
{
    private const string Round = "0123456789abcdefghjkmnpqrs", Point = "c1";

    private static readonly Guid Id = Guid.Parse("5f0c9d1e-7d2a-4a39-9a55-0d3c2b1a4e6f");

    private static readonly LogEvent[] Sound = [Event(1, new RoundOpened(Round, Point, RoundShow.Nothing)), Event(2, new RoundRevealed(Round, Point)), Event(3, Note(Round))];

    [Fact]
    public void Nothing_is_found_where_a_round_is_written_in_and_revealed() => Assert.Empty(RoundRules.Check(Sound, Kept, [Sealed()], Nothing));

    [Fact]
    public void A_note_before_the_reveal_one_apart_from_it_and_one_that_comes_twice_are_found()
    {
        Assert.Contains("while a round is open", Found([Sound[0], Event(2, Note(null))]), StringComparison.Ordinal);
        Assert.Contains("does not follow", Found([.. Sound[..2], Event(3, new DocumentClosed()), Event(4, Note(Round))]), StringComparison.Ordinal);
        Assert.Contains("twice", Found([.. Sound, Event(4, Note(Round))]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_sealed_and_is_not_revealed_is_found_unless_its_author_removed_it()
    {
        Assert.Contains("not among", Assert.Single(RoundRules.Check(Sound[..2], Kept, [Sealed()], Nothing)), StringComparison.Ordinal);
        Assert.Empty(RoundRules.Check(Sound[..2], Kept, [Sealed()], new HashSet<string> { Sealed().Note! }));
        Assert.Empty(RoundRules.Check(Sound[..1], Kept, [Sealed()], Nothing));
    }

    [Fact]
    public void What_was_sealed_and_is_not_once_in_its_rounds_log_is_found_while_the_round_is_open_and_when_it_was_cancelled()
    {
        foreach (var log in new LogEvent[][] { Sound[..1], [Sound[0], Event(2, new RoundCancelled(Round, Point))] })
        {
            Assert.Empty(RoundRules.Check(log, Kept, [Sealed()], Nothing));
            Assert.Contains("in no round's log", Assert.Single(RoundRules.Check(log, [], [Sealed()], Nothing)), StringComparison.Ordinal);
            Assert.Contains("AnnotationAdded, AnnotationAdded there", Assert.Single(RoundRules.Check(log, [.. Kept, Event(2, Note(null))], [Sealed()], Nothing)), StringComparison.Ordinal);
            Assert.Contains("AnnotationAdded there", Assert.Single(RoundRules.Check(log, [Event(1, Note(null))], [Sealed()], Nothing)), StringComparison.Ordinal);
        }
    }

    private static HashSet<string> Nothing => [];

    private static LogEvent[] Kept => [Event(1, Note(null) with { Annotation = Sealed().Note! })];

    private static string Found(LogEvent[] log) => Assert.Single(RoundRules.Check(log, [], [], Nothing));

    private static Operation Sealed()
    {
        var operation = new Operation(Id.ToString(), "Ada");
        operation.Seal($"{AnnotationId.SealedHome}{AnnotationId.RoundLog(Round)}.{Round}");
        return operation;
    }

    private static AnnotationAdded Note(string? round) => new($"{Point}.{Round}", 1, [new Place(Point, 1, null)], Motivations.Commenting, Round: round);

    private static LogEvent Event(long seq, EventData data) => new() { Seq = seq, Actor = "Ada", Command = Id, Data = data };
}
