namespace Collab.Web.Models;

/// <summary>Words that both revisions have, or one of them alone.</summary>
/// <param name="Kept">0 for both, below for the earlier alone, above for the later.</param>
public sealed record RevisionWord(int Kept, string Text);
