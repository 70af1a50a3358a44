using System.Collections.Immutable;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Adds a note; a private one into the caller's notebook, a draft pin where pins wait for their points.</summary>
public sealed record AnnotateRequest : CommandRequest
{
    public ImmutableArray<TargetRequest> Targets { get; init; } = [];

    public required BodyRequest Body { get; init; }

    public string Motivation { get; init; } = Motivations.Commenting;

    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>“shared”, “private” or “draft”.</summary>
    public string Visibility { get; init; } = "shared";

    public bool Pin { get; init; }

    /// <summary>Who said it aloud.</summary>
    public Said? Said { get; init; }

    /// <summary>The stance for which it speaks.</summary>
    public string? Stance { get; init; }

    /// <summary>The blind round that it is written for: it is refused when that is over.</summary>
    public string? Round { get; init; }

    public bool Override { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/annotations";

    internal override IEnumerable<string> Actions => new[] { IsPrivate ? "write-private-note" : "annotate", Pin || IsDraft ? "pin" : "", Override ? "write-when-locked" : "", Said is null ? "" : "note-aloud" }.Where(action => action.Length > 0);

    internal override bool IsPrivate => Visibility == "private";

    internal bool IsDraft => Visibility == "draft";

    internal override string? Text => Body.Text;

    internal override Command ToCommand(string actor, string request)
    {
        if (Visibility is not ("shared" or "private" or "draft"))
            throw new RefusalException("bad-request", "The visibility is “shared”, “private” or “draft”.");
        if (IsPrivate && Pin)
            throw new RefusalException("bad-request", "A private note is not pinned. Share it first.");
        return new AddAnnotation
        {
            CommandId = CommandId,
            Actor = actor,
            Request = request,
            Targets = Targets,
            Text = Body.Markdown(),
            Motivation = Motivation,
            Tags = Tags,
            Pin = Pin,
            Said = Said,
            Stance = Stance,
            Round = Round,
            Override = Override,
            Foreign = Foreign,
        };
    }
}
