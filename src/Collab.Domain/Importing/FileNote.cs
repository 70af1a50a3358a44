using System.Collections.Immutable;

namespace Collab.Domain.Importing;

/// <summary>A note of a file with the passages that it is about.</summary>
/// <param name="Passages">Empty for a reply, and for a note on the whole document.</param>
public sealed record FileNote(ImportedNote Note, ImmutableArray<Passage> Passages)
{
    /// <summary>What it was called when earlier versions of Collab brought such a file in; null where that was the same.</summary>
    public string? FormerSource { get; init; }

    /// <summary>What its author wrote, without Markdown, where the file has other lines around it; null where its text is that.</summary>
    public string? Wrote { get; init; }

    /// <summary>What it answers of which the file says the name alone, by the digests of it, the nearest first: that may be in the document. All of it is nearer than what it answers in the file.</summary>
    public ImmutableArray<string> Elsewhere { get; init; } = [];

    /// <summary>Whether it answers another note, wherever that is.</summary>
    public bool IsAnswer => Note.ReplyTo is not null || !Elsewhere.IsEmpty;

    /// <summary>Why it does not come in, whatever it is about: <c>private</c>, or a refusal's code. Null for the others.</summary>
    public string? Kept { get; init; }

    /// <summary>The sentence of that refusal.</summary>
    public string? Because { get; init; }
}
