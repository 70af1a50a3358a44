using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Browser.Tests.Sessions.Scripted;

/// <summary>Somebody at a page, and all that came to it.</summary>
internal sealed record Sitter(Reader Reader, Participant Who, PageTrace Trace)
{
    public string Name => Who.Name;

    public bool ReadsHidden => Who.Role >= Role.Moderator;
}
