using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Collab.Server.Tests.Clustering;

/// <summary>A request of which it is known whether it was cut off.</summary>
internal sealed class Lifetime : IHttpRequestLifetimeFeature
{
    private readonly TaskCompletionSource _cutOff = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task CutOff => _cutOff.Task;

    public bool IsCutOff => CutOff.IsCompleted;

    public CancellationToken RequestAborted { get; set; }

    public void Abort() => _cutOff.TrySetResult();

    public HttpContext Request()
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpRequestLifetimeFeature>(this);
        return context;
    }
}
