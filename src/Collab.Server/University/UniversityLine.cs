namespace Collab.Server.University;

/// <summary>
/// The line to the university: no redirects, ten seconds, 1 MiB. What it answers as an error of its own counts as no answer.
/// </summary>
internal static class UniversityLine
{
    /// <summary>The key of the <see cref="HttpMessageHandler"/> that it goes over.</summary>
    public const string Key = "university";

    public const int MaxAnswer = 1024 * 1024;

    public static HttpClient Open(HttpMessageHandler over) => new(new Sound(over))
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = MaxAnswer,
    };

    public static HttpMessageHandler Handler() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };

    private sealed class Sound(HttpMessageHandler over) : DelegatingHandler(over)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            return (int)response.StatusCode < 500 ? response : throw new HttpRequestException($"The university answered {(int)response.StatusCode}.");
        }
    }
}
