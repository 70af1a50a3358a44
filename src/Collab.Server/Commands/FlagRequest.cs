using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>Asks moderators to look at a note; with on: false, takes that back.</summary>
public sealed record FlagRequest : QueueRequest
{
    public bool On { get; init; } = true;

    /// <summary>For moderators alone.</summary>
    public string? Reason { get; init; }

    internal override string Path => $"/annotations/{Annotation}/flag";

    internal override IEnumerable<string> Actions => ["flag"];

    internal override Command ToCommand(string actor, string request) =>
        new FlagAnnotation { CommandId = CommandId, Actor = actor, Request = request, Annotation = Annotation, On = On, Reason = Reason };
}
