using System.Text.Json.Serialization;
using Collab.Server.Feeds;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Hypothesis;

/// <summary>What a token of Hypothesis' client says: who holds it, by which session, for which document, since when and until when.</summary>
/// <param name="Use">What it is taken for.</param>
/// <param name="Epoch">Of the document's log when the page was made.</param>
/// <param name="Seq">The newest event that the page can have been made from: what came later is told.</param>
internal sealed record HypothesisToken(HypothesisTokenUse Use, string Document, string Person, string? Session, string? Token, TokenScopes Scopes, string? Seminar, string Epoch, long Seq, DateTimeOffset Until)
{
    [JsonIgnore]
    public Caller Caller => new(Person, Session, Token, Scopes, Seminar);

    [JsonIgnore]
    public Cursor Since => new(Seq, Epoch);
}
