using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;

namespace Collab.Server.Commands;

/// <summary>A command as a client sends it: the argument of a hub method, or path and body of an HTTP call.</summary>
public abstract record CommandRequest
{
    [FromPath]
    public string Document { get; init; } = "";

    /// <summary>Made by the client; the same id with the same content again gets the same answer.</summary>
    public required Guid CommandId { get; init; }

    /// <summary>What another program said with it: no client of this call's, but a door of that program's.</summary>
    internal Foreign? Foreign { get; init; }

    /// <summary>The method of the HTTP call.</summary>
    internal abstract string Verb { get; }

    /// <summary>The path of the HTTP call below the document.</summary>
    internal abstract string Path { get; }

    /// <summary>The rows of the permission table that the command is about: a token must cover them all.</summary>
    internal abstract IEnumerable<string> Actions { get; }

    /// <summary>True for what goes into the caller's notebook.</summary>
    internal virtual bool IsPrivate => false;

    /// <summary>Everything that the caller wrote as Markdown.</summary>
    internal virtual string? Text => null;

    internal abstract Command ToCommand(string actor, string request);

    /// <summary>The command id that stands in the header <c>Idempotency-Key</c>, quoted or not; null where there is no such header.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>: it is no UUID.</exception>
    public static Guid? IdOf(HttpRequest request) => request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } text ? ParseCommandId(text) : null;

    /// <summary>A command id, in quotation marks or not: the header's draft standard has them.</summary>
    /// <exception cref="RefusalException"><c>bad-request</c>: it is missing or no UUID.</exception>
    public static Guid ParseCommandId(string? text) =>
        Guid.TryParseExact(text is ['"', .. var quoted, '"'] ? quoted : text, "D", out var id) ? id : throw NoId;

    internal static RefusalException NoId =>
        new("bad-request", "Send a UUID of your own for each command, and the same one when you try again: as commandId, or for DELETE in the header Idempotency-Key.");
}
