namespace Collab.Domain.Policy;

/// <summary>What a group of readers sees alike: what is sent is encoded once for each, and kept and named by it.</summary>
/// <param name="ReadsHidden">Whether hidden bodies are shown that are not one's own.</param>
/// <param name="SeesNames">Whether members are shown by name.</param>
public readonly record struct ViewClass(bool ReadsHidden, bool SeesNames)
{
    /// <summary>How many there are.</summary>
    public const int Count = 4;

    /// <summary>From 0 to below <see cref="Count"/>.</summary>
    public int Index => (ReadsHidden ? 1 : 0) + (SeesNames ? 0 : 2);

    /// <summary>As an ETag has it.</summary>
    public override string ToString() => (ReadsHidden ? "all" : "open") + (SeesNames ? "" : "-nameless");
}
