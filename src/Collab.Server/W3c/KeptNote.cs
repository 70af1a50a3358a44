using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Server.Commands;

namespace Collab.Server.W3c;

/// <summary>Adds a note with what another program says beside it.</summary>
public sealed record KeptNote : CommandRequest
{
    public ImmutableArray<TargetRequest> Targets { get; init; } = [];

    public required string Markdown { get; init; }

    public required string Motivation { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    public Foreign? Foreign { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/annotations";

    internal override IEnumerable<string> Actions => ["annotate"];

    internal override string? Text => Markdown.Length > 0 ? Markdown : null;

    internal override Command ToCommand(string actor, string request) => new AddAnnotation
    {
        CommandId = CommandId,
        Actor = actor,
        Request = request,
        Targets = Targets,
        Text = Markdown,
        Motivation = Motivation,
        Tags = Tags,
        Foreign = Foreign,
    };
}
