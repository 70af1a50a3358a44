namespace Collab.Domain.Commands;

/// <summary>Nothing more is written until the document is reopened.</summary>
public sealed record CloseDocument : Command
{
    public override string? Home => null;
}
