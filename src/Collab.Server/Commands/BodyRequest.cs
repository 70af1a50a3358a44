using Collab.Domain;
using Collab.Domain.Annotations;

namespace Collab.Server.Commands;

/// <summary>A body as a client sends it.</summary>
public sealed record BodyRequest(string Text, string Format = Body.Markdown)
{
    /// <exception cref="RefusalException"><c>bad-request</c>: another format than Markdown.</exception>
    internal string Markdown() => Format == Body.Markdown
        ? Text
        : throw new RefusalException("bad-request", "The format of a body is “markdown”.");
}
