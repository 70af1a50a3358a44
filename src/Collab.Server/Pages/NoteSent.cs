using Collab.Domain.Annotations;
using Collab.Domain.Reading;
using Collab.Server.Commands;

namespace Collab.Server.Pages;

/// <summary>A note or a reply as the plain form of the reading view sends it.</summary>
internal sealed class NoteSent(IFormCollection form)
{
    /// <summary>Browsers send line ends as CRLF.</summary>
    public string Text => form["text"].ToString().ReplaceLineEndings("\n");

    public string? Clause => Field("clause");

    public string? Annotation => Field("annotation");

    public string? CommandId => Field("commandId");

    /// <exception cref="Domain.RefusalException"><c>bad-request</c>: there is no command id.</exception>
    /// <param name="members">Those whom the text can name, and what they are called.</param>
    public CommandRequest ToRequest(string document, bool overrideLock, IEnumerable<(string Id, string Name)> members)
    {
        var (id, body) = (CommandRequest.ParseCommandId(CommandId), new BodyRequest(Mentions.Carried(Text, members)));
        return Field("action") == "reply"
            ? new ReplyRequest { Document = document, Annotation = Annotation ?? "", CommandId = id, Body = body, Override = overrideLock }
            : new AnnotateRequest { Document = document, CommandId = id, Body = body, Override = overrideLock, Targets = Clause is { } clause ? [new TargetRequest(clause)] : [] };
    }

    private string? Field(string name) => form[name].ToString() is { Length: > 0 } value ? value : null;
}
