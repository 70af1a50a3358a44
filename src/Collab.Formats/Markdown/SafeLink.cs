namespace Collab.Formats.Markdown;

/// <summary>The addresses that a note may link to: absolute, with http, https or mailto.</summary>
internal static class SafeLink
{
    public static readonly string[] Schemes = ["http", "https", "mailto"];

    /// <summary>The address in its canonical form, or null.</summary>
    public static string? Of(string? address) =>
        Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme) ? uri.AbsoluteUri : null;
}
