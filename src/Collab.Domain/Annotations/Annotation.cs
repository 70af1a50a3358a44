using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Collab.Domain.Annotations;

/// <summary>A note, or a reply to one, as it stands at some seq (W3C Web Annotation: a body with one or more targets).</summary>
public sealed record Annotation
{
    public required string Id { get; init; }

    /// <summary>Given once per document, from 1, never reused: "note 17". 0 until the document has given it.</summary>
    public int Number { get; init; }

    /// <summary>The seq of the event that added it.</summary>
    public long Seq { get; init; }

    /// <summary>The clause that decides about it; null for the document itself.</summary>
    public string? Home { get; init; }

    /// <summary>The member who wrote it.</summary>
    public required string Creator { get; init; }

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset? Modified { get; init; }

    /// <summary>Who made the present version, where it was not its creator: a moderator who moved it.</summary>
    public string? ModifiedBy { get; init; }

    /// <summary>Where an import brought it in: by whom, and when. Its creator is no member then.</summary>
    public Imported? Imported { get; init; }

    /// <summary>1, and one more with each edit.</summary>
    public int Version { get; init; } = 1;

    public AnnotationState State { get; init; }

    /// <summary>Why it was hidden, or shown again.</summary>
    public string? Reason { get; init; }

    /// <summary>The member who said that.</summary>
    public string? ReasonBy { get; init; }

    /// <summary>Whether it was hidden together with all that its author had written, and nobody has decided about it alone since.</summary>
    public bool HiddenWithOthers { get; init; }

    /// <summary>The seq of the last event that changed it, its thread's state or its pins; reactions and replies do not. Whoever acts by an older state is told.</summary>
    public long Changed { get; init; }

    /// <summary>The seq of the last event about it: that by which it came, where nothing has changed it.</summary>
    public long LastSeq => Math.Max(Changed, Seq);

    public ImmutableArray<Target> Targets { get; init; } = [];

    public string Motivation { get; init; } = Motivations.Commenting;

    public Body? Body { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Who said it aloud; null for a note of its creator's own.</summary>
    public Said? Said { get; init; }

    /// <summary>The stance for which it speaks: that of a minority, so that it is not lost in the count.</summary>
    public string? Stance { get; init; }

    /// <summary>What another program said with it beside that; null for nothing.</summary>
    public Foreign? Foreign { get; init; }

    /// <summary>The note that a reply answers.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The note at the top of a reply's thread.</summary>
    public string? Thread { get; init; }

    /// <summary>How many replies deep: 0 for a note.</summary>
    public int Depth { get; init; }

    /// <summary>The note that began the thread under which this one's stands, where it says the same; null where it stands by itself.</summary>
    public string? MergedInto { get; init; }

    public bool Resolved { get; init; }

    /// <summary>Why its thread was resolved or reopened last.</summary>
    public string? ThreadReason { get; init; }

    /// <summary>The member who said that.</summary>
    public string? ThreadReasonBy { get; init; }

    /// <summary>Who reacted, by emoji, in the order of the first of each.</summary>
    public ImmutableArray<Reaction> Reactions { get; init; } = [];

    /// <summary>The wordings before the present one, oldest first.</summary>
    public ImmutableArray<Wording> History { get; init; } = [];

    /// <summary>Nobody can read it, and nobody can bring it back.</summary>
    [JsonIgnore]
    public bool IsGone => State is AnnotationState.Deleted or AnnotationState.Erased;

    /// <summary>The note after a member's words were erased: the note's own where the member wrote it, and the reasons that the member gave.</summary>
    public Annotation Without(string member)
    {
        var kept = this with
        {
            Reason = ReasonBy == member ? null : Reason,
            ReasonBy = ReasonBy == member ? null : ReasonBy,
            ThreadReason = ThreadReasonBy == member ? null : ThreadReason,
            ThreadReasonBy = ThreadReasonBy == member ? null : ThreadReasonBy,
        };
        return Creator != member ? kept : kept with
        {
            State = State == AnnotationState.Deleted ? AnnotationState.Deleted : AnnotationState.Erased,
            Reason = null,
            ReasonBy = null,
            Body = null,
            Tags = [],
            Said = null,
            Foreign = null,
            Targets = Target.WithoutQuotes(Targets),
            History = [.. History.Select(wording => wording.WithoutWords())],
        };
    }
}
