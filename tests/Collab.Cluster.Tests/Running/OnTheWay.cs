namespace Collab.Cluster.Tests.Running;

/// <summary>Sends every request to the node that is asked now.</summary>
internal sealed class OnTheWay(Way way, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new Uri(way.Address, request.RequestUri!.PathAndQuery);
        return base.SendAsync(request, cancellationToken);
    }
}
