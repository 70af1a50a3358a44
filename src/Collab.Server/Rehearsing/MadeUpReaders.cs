using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;

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
}
