using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Leads those who follow to a point.</summary>
public sealed record LeadRequest : CommandRequest
{
    public required string Clause { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/lead";

    internal override IEnumerable<string> Actions => ["lead"];

    internal override Command ToCommand(string actor, string request) =>
        new LeadTo { CommandId = CommandId, Actor = actor, Request = request, Clause = Clause };
}
