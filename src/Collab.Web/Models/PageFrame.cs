namespace Collab.Web.Models;

/// <summary>What every page needs from the request: the nonce of its one inline script, the chosen theme, who is signed in.</summary>
/// <param name="Nonce">The nonce of this answer's Content-Security-Policy.</param>
public sealed record PageFrame(string Nonce)
{
    /// <summary>The import map as JSON; null leaves the element out.</summary>
    public string? ImportMap { get; init; }

    /// <summary>The same for the page of the room.</summary>
    public string? RoomImportMap { get; init; }

    /// <summary>"light", "dark", or null for what the system prefers (the cookie <c>theme</c>).</summary>
    public string? Theme { get; init; }

    /// <summary>The display name of the person signed in, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The path of the page, with its query: where one comes back to after choosing a language; null where it has none.</summary>
    public string? Address { get; init; }

    /// <summary>Addresses of files under wwwroot by their path ("css/collab.css"), where they carry a fingerprint.</summary>
    public IReadOnlyDictionary<string, string> Assets { get; init; } = new Dictionary<string, string>();

    /// <summary>The address of a file under wwwroot.</summary>
    public string Asset(string path) => Assets.TryGetValue(path, out var address) ? address : "/" + path;
}
