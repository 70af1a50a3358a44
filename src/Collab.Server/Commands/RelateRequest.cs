using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Says what the note is to another.</summary>
public sealed record RelateRequest : RelationRequest
{
    internal override string Path => $"/annotations/{Annotation}/relate";

    internal override IEnumerable<string> Actions => ["relate"];

    internal override Command ToCommand(string actor, string request) =>
        new RelateNotes { CommandId = CommandId, Actor = actor, Request = request, From = Annotation, Relation = Kind, To = To };
}
