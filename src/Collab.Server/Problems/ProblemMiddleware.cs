using Collab.Server.Pages;
using Collab.Server.Security;
using Collab.Server.Telemetry;

namespace Collab.Server.Problems;

/// <summary>
/// The outermost frame of every request: whatever is thrown becomes a problem (a page for those who asked for one), and an answer
/// without a body gets one. No stack, path or SQL leaves by it.
/// </summary>
public sealed partial class ProblemMiddleware(RequestDelegate next, SecurityEvents security, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        Problem? problem;
        try
        {
            await next(context);
            problem = Unsaid(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception thrown)
        {
            var error = thrown is LateRefusalException { InnerException: { } why } ? why : thrown;
            problem = Problem.Of(error, !HttpMethods.IsGet(context.Request.Method));
            if (problem.Code == "internal" || context.Response.HasStarted)
                LogUnexpected(error, context.Request.Method, context.GetEndpoint()?.DisplayName, Problem.TraceId(context));
        }

        if (problem is null)
            return;
        security.Refused(problem.Code, context.Door(), context.Caller(), context.Address());
        if (context.Response.HasStarted)
            context.Abort();
        else if (problem.Status == 401 && context.WantsPage() && HttpMethods.IsGet(context.Request.Method) && context.Request.Headers.Authorization.Count == 0)
            context.Response.Redirect($"/join?returnTo={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}");
        else if (context.WantsPage())
            await ProblemPage.WriteAsync(context, problem);
        else
            await problem.WriteAsync(context);
    }

    /// <summary>The problem behind a status that was set without a word.</summary>
    private static Problem? Unsaid(HttpContext context)
    {
        var response = context.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentType is not null || response.ContentLength > 0)
            return null;
        if (response.StatusCode == 404 && IsUnusual(context.Request.Method))
        {
            response.Headers.Allow = "GET, HEAD, POST, PUT, PATCH, DELETE";
            return Problem.OfStatus(405);
        }

        // HEAD is answered wherever GET is, and mapped nowhere.
        if (response.StatusCode == 405 && response.Headers.Allow.ToString() is var allow && allow.Split(", ") is var methods && methods.Contains("GET") && !methods.Contains("HEAD"))
            response.Headers.Allow = $"{allow}, HEAD";
        // Stopped, because it took longer than a request may.
        if (response.StatusCode == StatusCodes.Status504GatewayTimeout)
            return Problem.Of(new TimeoutException(), !HttpMethods.IsGet(context.Request.Method));
        return Problem.OfStatus(response.StatusCode);
    }

    private static bool IsUnusual(string method) => method is not ("GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS");

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Endpoint} failed unexpectedly. Trace id {TraceId}.")]
    private partial void LogUnexpected(Exception error, string method, string? endpoint, string traceId);
}
