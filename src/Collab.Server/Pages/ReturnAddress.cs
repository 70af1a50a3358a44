namespace Collab.Server.Pages;

/// <summary>Where somebody is sent back to after they have come in: a path of this server, never anywhere else.</summary>
internal static class ReturnAddress
{
    /// <summary>The path, or null for anything that could lead elsewhere.</summary>
    public static string? Check(string? path) =>
        path is ['/', not ('/' or '\\'), ..] or "/" && !path.Any(c => char.IsControl(c) || c == '\\') && path.Length <= 500 ? path : null;
}
