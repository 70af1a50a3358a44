using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Sets whether notes and replies wait for a moderator before others see them.</summary>
public sealed record ApprovalRequest : CommandRequest
{
    public required bool On { get; init; }

    public long? AsOf { get; init; }

    internal override string Verb => "POST";

    internal override string Path => "/approval";

    internal override IEnumerable<string> Actions => ["approve"];

    internal override Command ToCommand(string actor, string request) =>
        new SetApproval { CommandId = CommandId, Actor = actor, Request = request, On = On, AsOf = AsOf };
}
