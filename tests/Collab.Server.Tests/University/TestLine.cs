using System.Collections.Concurrent;
using System.Text;

namespace Collab.Server.Tests.University;

/// <summary>The line to the university, which the test can cut, flood and falsify.</summary>
internal sealed class TestLine(Uri address) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>Whether nothing comes through.</summary>
    public bool Cut { get; set; }

    /// <summary>In place of an answer to what is asked of the path that ends so.</summary>
    public (string Path, string Answer)? Instead { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri!;
        Assert.Equal("https", asked.Scheme);
        Asked.Enqueue(asked.AbsolutePath);
        if (Cut)
            throw new HttpRequestException("The line is cut.");
        if (Instead is { } instead && asked.AbsolutePath.EndsWith(instead.Path, StringComparison.Ordinal))
            return new HttpResponseMessage { Content = new StringContent(instead.Answer, Encoding.UTF8, "application/json") };
        request.Headers.Host = asked.Authority;
        request.RequestUri = new Uri(address, asked.PathAndQuery);
        return await base.SendAsync(request, cancellationToken);
    }
}
