using Microsoft.AspNetCore.Http.Metadata;

namespace Collab.Server.Accounts;

/// <summary>An endpoint that takes what a browser made with a passkey: it is short.</summary>
internal sealed record PasskeyBody : IRequestSizeLimitMetadata
{
    public const int MaxBytes = 16 * 1024;

    public long? MaxRequestBodySize => MaxBytes;
}
