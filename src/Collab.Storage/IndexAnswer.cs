namespace Collab.Storage;

/// <summary>What an index says.</summary>
/// <param name="Seq">Up to where it knows the document; 0 where it knows nothing of it.</param>
/// <param name="Numbers">The numbers of the notes, ascending.</param>
public sealed record IndexAnswer(long Seq, IReadOnlyList<int> Numbers)
{
    public static IndexAnswer Unknown { get; } = new(0, []);
}
