using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;

namespace Collab.Server.Rehearsing;

/// <summary>What made-up readers do in a rehearsal: the same in each, so that nothing in it surprises.</summary>
internal static class MadeUpReaders
{
    /// <summary>They say themselves that they are nobody.</summary>
    public static readonly ImmutableArray<string> Names = ["Made-up Ada", "Made-up Ben", "Made-up Cleo", "Made-up Dan", "Made-up Eva", "Made-up Finn"];

    private static readonly string[] Remarks =
    [
        "What does this rest on?", "I would say it the other way round.", "Compare this with the point before.", "Who is meant here?", "This is the sentence on which the rest hangs.",
        "I do not see how this follows.", "A strong word for a weak case.", "Is this said of all, or of some?",
    ];

    private static readonly string[] Afterthoughts =
    [
        "Is there an example of it?", "Here the text changes its tone.", "I would leave this word out.", "Does it say so anywhere else?", "This answers what was asked before.", "Who would contradict this?", "It could be said in half as many words.",
    ];

    private static readonly string[] Answers = ["I read it the same way.", "I do not: read the next sentence.", "That depends on who says it.", "Yes, but not always.", "Where does it say that?"];

    /// <param name="readers">The members that they are, at least as many as there are <see cref="Names"/>.</param>
    /// <param name="points">What they write at, in the order of the text; not empty.</param>
    /// <param name="scale">The stances that there are.</param>
    public static IEnumerable<Command> Act(IReadOnlyList<string> readers, IReadOnlyList<string> points, IReadOnlyList<string> scale)
    {
        for (var i = 0; i < Remarks.Length; i++)
        {
            yield return new AddAnnotation
            {
                CommandId = Guid.NewGuid(),
                Actor = readers[i % readers.Count],
                Targets = [new(points[i / 2 % points.Count])],
                Text = Remarks[i],
                Motivation = Remarks[i].EndsWith('?') ? Motivations.Questioning : Motivations.Commenting,
            };
        }

        for (var i = 0; i < readers.Count - 1; i++)
            yield return new TakeStance { CommandId = Guid.NewGuid(), Actor = readers[i], Clause = points[0], Choice = scale[i % scale.Count] };
        foreach (var reader in readers.Take(2))
            yield return new RaiseHand { CommandId = Guid.NewGuid(), Actor = reader, Clause = points[0] };
    }

    /// <summary>
    /// What they do next, where the session is: one writes, one answers what was written there last, one takes or changes a stance, one raises
    /// a hand. Others each time, by the document's seq: in the same state they do the same.
    /// </summary>
    /// <param name="readers">The members that they are; not empty.</param>
    public static IEnumerable<Command> GoOn(IReadOnlyList<string> readers, DocumentState state)
    {
        var header = state.Header;
        var clause = header.Proceedings.PointOf(header.Led) ?? (header.Clauses.FirstOrDefault(each => each.Kind == ClauseKind.Point) ?? header.Clauses[0]).Id;
        var step = (int)(header.Seq % 1_000);
        yield return new AddAnnotation { CommandId = Guid.NewGuid(), Actor = Reader(0), Targets = [new(clause)], Text = Afterthoughts[step % Afterthoughts.Length], Motivation = Afterthoughts[step % Afterthoughts.Length].EndsWith('?') ? Motivations.Questioning : Motivations.Commenting };
        if (state.At(clause).Annotations.Values.Where(note => note is { State: AnnotationState.Shown } && note.Creator != Reader(1)).MaxBy(note => note.Number) is { } last)
            yield return new AddReply { CommandId = Guid.NewGuid(), Actor = Reader(1), Annotation = last.Id, Text = Answers[step % Answers.Length] };
        yield return new TakeStance { CommandId = Guid.NewGuid(), Actor = Reader(2), Clause = clause, Choice = header.Stances.Scale[step % header.Stances.Scale.Length] };
        if (header.Proceedings.HandOf(Reader(3))?.Clause != clause)
            yield return new RaiseHand { CommandId = Guid.NewGuid(), Actor = Reader(3), Clause = clause };

        string Reader(int after) => readers[(step + after) % readers.Count];
    }
}
