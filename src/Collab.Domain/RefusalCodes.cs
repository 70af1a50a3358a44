using System.Collections.Frozen;

namespace Collab.Domain;

/// <summary>Every word by which Collab refuses, with the HTTP status it travels under.</summary>
public static class RefusalCodes
{
    public static readonly FrozenDictionary<string, int> Status = new Dictionary<string, int>
    {
        ["bad-request"] = 400,
        ["unknown-field"] = 400,
        ["duplicate-key"] = 400,
        ["too-deep"] = 400,
        ["unauthenticated"] = 401,
        ["forbidden"] = 403,
        ["muted"] = 403,
        ["bad-origin"] = 403,
        ["sign-in-again"] = 403,
        ["not-found"] = 404,
        ["unknown-method"] = 404,
        ["method-not-allowed"] = 405,
        ["timeout"] = 408,
        ["another-member"] = 409,
        ["locked"] = 409,
        ["closed"] = 409,
        ["stale"] = 409,
        ["command-reused"] = 409,
        ["last-owner"] = 409,
        ["already"] = 409,
        ["damaged"] = 409,
        ["gone"] = 410,
        ["precondition-failed"] = 412,
        ["too-large"] = 413,
        ["unsupported-media-type"] = 415,
        ["ambiguous"] = 422,
        ["quote-not-found"] = 422,
        ["position-out-of-range"] = 422,
        ["selectors-disagree"] = 422,
        ["empty-text"] = 422,
        ["text-too-long"] = 422,
        ["bad-characters"] = 422,
        ["too-many-tags"] = 422,
        ["bad-name"] = 422,
        ["name-taken"] = 422,
        ["too-many-passkeys"] = 422,
        ["unknown-parent"] = 422,
        ["too-nested"] = 422,
        ["no-clauses"] = 422,
        ["empty-file"] = 422,
        ["rate-limited"] = 429,
        ["too-many-connections"] = 429,
        ["header-too-large"] = 431,
        ["internal"] = 500,
        ["unavailable"] = 503,
        ["outcome-unknown"] = 503,
        ["storage-full"] = 507,
        ["resync"] = 409,
    }.ToFrozenDictionary();
}
