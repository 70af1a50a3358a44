namespace Collab.Web.Models;

/// <summary>The webhooks of a document.</summary>
/// <param name="Antiforgery">The field of the forms.</param>
public sealed record WebhooksModel(string Document, string Title, IReadOnlyList<WebhookRow> Rows, AntiforgeryField Antiforgery)
{
    /// <summary>What was just done, or null.</summary>
    public string? Notice { get; init; }

    /// <summary>The secret of the one that was just made, or null.</summary>
    public string? Secret { get; init; }

    /// <summary>What was refused, or null.</summary>
    public string? Error { get; init; }

    /// <summary>The code of that.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The address that was refused, to be mended.</summary>
    public string Url { get; init; } = "";

    /// <summary>The document's newest event.</summary>
    public long Head { get; init; }
}
