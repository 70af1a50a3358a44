using System.Collections.Immutable;
using System.Text.Json;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Formats.Import.Notes;

namespace Collab.Formats.Hypothesis;

/// <summary>An annotation as Hypothesis' client sends it, new or edited: always the whole of it. What is absent is null.</summary>
public sealed record SentNote
{
    public string? Text { get; init; }

    public ImmutableArray<string>? Tags { get; init; }

    /// <summary>The group that it is for.</summary>
    public string? Group { get; init; }

    /// <summary>The ids of what a reply stands under: the thread's first note first, what it answers last.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>Whether nobody but its author is to read it; null where it does not say.</summary>
    public bool? IsPrivate { get; init; }

    /// <summary>When the version that was edited had been made.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>The passages that it is about; empty for a note on the whole document, and where none of them can be told.</summary>
    public ImmutableArray<TargetRequest> Targets { get; init; } = [];

    /// <summary>What it says besides.</summary>
    public Foreign? Foreign { get; init; }

    /// <summary>Reads it against the text of the page.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>: more passages than a note takes; none is looked for.</exception>
    public static SentNote Read(JsonElement note, PageText page)
    {
        if (note.List("target").Skip(ClauseDecider.MaxTargets).Any())
            throw new RefusalException("bad-request", $"An annotation takes at most {ClauseDecider.MaxTargets} targets. Make two of it.");
        ImmutableArray<TargetRequest> targets = [.. note.List("target").SelectMany(target => page.Find(target)).Distinct()];
        return new()
        {
            Text = note.Text("text"),
            Tags = note.Get("tags") is null ? null : note.Texts("tags"),
            Group = note.Text("group"),
            References = note.Texts("references"),
            IsPrivate = note.Get("permissions")?.Texts("read") is { IsDefaultOrEmpty: false } readers ? !readers.Any(reader => reader.StartsWith("group:", StringComparison.Ordinal)) : null,
            Updated = note.Time("updated"),
            Targets = targets,
            Foreign = KeptParts.Of(note, targets.Length > 0),
        };
    }
}
