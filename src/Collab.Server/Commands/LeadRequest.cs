using Collab.Domain.Annotations;
using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Leads those who follow to a point, or a passage of it.</summary>
public sealed record LeadRequest : CommandRequest
{
    public required string Clause { get; init; }

    public int? Revision { get; init; }

    public TextQuoteSelector? Quote { get; init; }

    public TextPositionSelector? Position { get; init; }

    /// <summary>The edition whose words the passage is; the first where it is left out.</summary>
    public string? Edition { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/lead";

    internal override IEnumerable<string> Actions => ["lead"];

    internal override Command ToCommand(string actor, string request) =>
        new LeadTo { CommandId = CommandId, Actor = actor, Request = request, Clause = Clause, Revision = Revision, Quote = Quote, Position = Position, Edition = Edition };
}
