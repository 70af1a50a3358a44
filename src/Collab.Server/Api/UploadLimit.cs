using Microsoft.AspNetCore.Http.Metadata;

namespace Collab.Server.Api;

/// <summary>An endpoint that takes a text: it may be longer than other requests, and take longer.</summary>
internal sealed record UploadLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata
{
    /// <summary>The name of the policy that says how long it may take.</summary>
    public const string Timeout = "upload";
}
