using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Takes back what the note was said to be to another.</summary>
public sealed record UnrelateRequest : RelationRequest
{
    internal override string Path => $"/annotations/{Annotation}/unrelate";

    internal override IEnumerable<string> Actions => ["remove-relation"];

    internal override Command ToCommand(string actor, string request) =>
        new UnrelateNotes { CommandId = CommandId, Actor = actor, Request = request, From = Annotation, Relation = Kind, To = To };
}
