using Collab.Server.Limits;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Collab.Server.Api;

/// <summary>An endpoint that takes a text: it may be longer than other requests, and take longer.</summary>
internal sealed record UploadLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata
{
    /// <summary>The name of the policy that says how long it may take.</summary>
    public const string Timeout = "upload";

    /// <summary>Has the form of the request read with fields as long as an upload: of itself the reader takes none of more than 4 MiB.</summary>
    public static void TakeLongFields(HttpContext context)
    {
        var most = MostBytes(context.RequestServices.GetRequiredService<IOptions<LimitsOptions>>().Value);
        context.Features.Set<IFormFeature>(new FormFeature(context.Request, new FormOptions { ValueLengthLimit = (int)Math.Min(int.MaxValue, most) }));
    }

    /// <summary>What a page needs that keeps an upload in a field of itself, packed.</summary>
    public static long MostBytes(LimitsOptions limits) => (limits.UploadBytes * 3 / 2) + ImportApi.Envelope;
}
