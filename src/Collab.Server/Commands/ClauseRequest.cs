namespace Collab.Server.Commands;

/// <summary>A command about one clause.</summary>
public abstract record ClauseRequest : CommandRequest
{
    [FromPath]
    public string Clause { get; init; } = "";

    internal override string Verb => "POST";
}
