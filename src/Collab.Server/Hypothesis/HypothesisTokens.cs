using System.Security.Cryptography;
using System.Text.Json;
using Collab.Server.Feeds;
using Collab.Server.Security;
using Microsoft.AspNetCore.DataProtection;

namespace Collab.Server.Hypothesis;

/// <summary>
/// The tokens of Hypothesis' client (RFC 7523 grants, RFC 6749 access and refresh tokens). Nothing is stored of them: each is sealed with the
/// server's keys, holds for one document, and ends with the session from which its page was opened.
/// </summary>
public sealed class HypothesisTokens(IDataProtectionProvider protection, Credentials credentials, TimeProvider time)
{
    /// <summary>How long a page has to exchange its grant, and how long what it gets for it is sent.</summary>
    internal static readonly TimeSpan Short = TimeSpan.FromMinutes(10);

    /// <summary>How long a page that stays open gets new ones.</summary>
    internal static readonly TimeSpan Long = TimeSpan.FromHours(12);

    private const string Prefix = "collab_hyp_";

    private readonly IDataProtector _seal = protection.CreateProtector("Collab.Hypothesis.1");

    /// <summary>Whether it says to be one.</summary>
    public static bool IsOne(string? token) => token?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>The grant for the settings of a page.</summary>
    /// <param name="since">Where the document stood when the page was made.</param>
    public string Grant(Caller caller, string document, Cursor since) => Seal(new HypothesisToken(
        HypothesisTokenUse.Grant, document, caller.Person, caller.Session, caller.Token, caller.Scopes, caller.Seminar, since.Epoch ?? "", since.Seq, time.GetUtcNow() + Short));

    /// <summary>Access and refresh token for a grant or a refresh token of the document; null where it does not hold.</summary>
    internal async Task<(string Access, string Refresh)?> ExchangeAsync(string token, string document, HypothesisTokenUse use)
    {
        if (Open(token) is not { } held || held.Use != use || await HolderAsync(token, held, document) is null)
            return null;
        var now = time.GetUtcNow();
        // A page does not become another by being refreshed: it ends with the first that it got.
        var until = use == HypothesisTokenUse.Grant ? now + Long : held.Until;
        return (Seal(held with { Use = HypothesisTokenUse.Access, Until = now + Short }), Seal(held with { Use = HypothesisTokenUse.Refresh, Until = until }));
    }

    /// <summary>Whom an access token of the document speaks for; null where it does not hold.</summary>
    internal async Task<(Caller Caller, Cursor Since)?> OfAsync(string token, string? document) =>
        Open(token) is { Use: HypothesisTokenUse.Access } held && await HolderAsync(token, held, document) is { } caller ? (caller, held.Since) : null;

    /// <summary>Null where the session has ended from which the page was opened: asked each time, at most for a moment from memory.</summary>
    private Task<Caller?> HolderAsync(string token, HypothesisToken held, string? document) =>
        held.Document == document && held.Until > time.GetUtcNow() ? credentials.OfHolderAsync(token, held.Caller) : Task.FromResult<Caller?>(null);

    private string Seal(HypothesisToken token) => Prefix + _seal.Protect(JsonSerializer.Serialize(token));

    private HypothesisToken? Open(string token)
    {
        if (!IsOne(token))
            return null;
        try
        {
            return JsonSerializer.Deserialize<HypothesisToken>(_seal.Unprotect(token[Prefix.Length..]));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
