namespace Collab.Server.Hosting;

/// <summary>The addresses that the server listens on.</summary>
public static class Listening
{
    public const string Default = "http://127.0.0.1:5080";

    /// <summary>The port of <c>--share</c>.</summary>
    public const int SharePort = 5443;

    /// <summary>What is listened on where nobody says it: this machine alone, unless it is shared.</summary>
    public static string Where(bool share, bool insecure) => (share, insecure) switch
    {
        (true, true) => "http://*:5080",
        (true, false) => $"https://*:{SharePort};{Default}",
        _ => Default,
    };

    /// <summary>The addresses of the setting <c>urls</c>.</summary>
    public static IEnumerable<BindingAddress> Urls(IConfiguration configuration) =>
        (configuration["urls"] ?? Default).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(BindingAddress.Parse).Where(url => !url.IsUnixPipe);

    /// <summary>Whether every host is listened on.</summary>
    extension(BindingAddress url)
    {
        public bool IsWildcard => url.Host is "*" or "+" or "0.0.0.0" or "[::]";
    }
}
