using Microsoft.AspNetCore.Http.Metadata;

namespace Collab.Server.Api;

/// <summary>An endpoint that takes a text: it may be longer than other requests.</summary>
internal sealed record UploadLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
