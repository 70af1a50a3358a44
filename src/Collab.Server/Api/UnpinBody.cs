using Collab.Domain;
using Collab.Server.Commands;
using Microsoft.AspNetCore.Http.Features;

namespace Collab.Server.Api;

/// <summary>Which pin to take off. A DELETE may have no body: then header and query say it.</summary>
/// <param name="Order">Of no meaning here: what placed the pin may be sent again as it is.</param>
internal sealed record UnpinBody(Guid? CommandId = null, string? Clause = null, int? Order = null, long? AsOf = null)
{
    /// <exception cref="RefusalException"><c>bad-request</c>: said twice, and not the same; or no command id at all.</exception>
    public static async Task<UnpinRequest> ReadAsync(HttpContext context, string document, string annotation)
    {
        var request = context.Request;
        var body = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true && request.ContentLength != 0 ? await ApiJson.ReadAsync<UnpinBody>(request) : new();
        var key = CommandRequest.IdOf(request);
        if (key is not null && body.CommandId is not null && key != body.CommandId)
            throw new RefusalException("bad-request", "Idempotency-Key and commandId are not the same. Send one of them.");
        if (request.Query["clause"].FirstOrDefault() is { } asked && body.Clause is { } named && asked != named)
            throw new RefusalException("bad-request", "The clause of the address and that of the body are not the same. Send one of them.");
        return new UnpinRequest
        {
            Document = document,
            Annotation = annotation,
            CommandId = body.CommandId ?? key ?? throw CommandRequest.NoId,
            Clause = body.Clause ?? request.Query["clause"].FirstOrDefault(),
            Order = body.Order,
            AsOf = body.AsOf,
        };
    }
}
