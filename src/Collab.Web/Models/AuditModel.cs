namespace Collab.Web.Models;

/// <summary>The record of what was done in a seminar, newest first, a page at a time.</summary>
public sealed record AuditModel(string Seminar, string SeminarTitle, IReadOnlyList<AuditRow> Rows)
{
    /// <summary>The kinds of acts to choose from.</summary>
    public IReadOnlyList<ExportChoice> Acts { get; init; } = [];

    /// <summary>The chosen kind; null for all.</summary>
    public string? Act { get; init; }

    /// <summary>The people to choose from, former members too.</summary>
    public IReadOnlyList<SeminarChoice> People { get; init; } = [];

    /// <summary>The chosen person; null for all.</summary>
    public string? Person { get; init; }

    /// <summary>When the seminar ends if nothing happens in it; null where that is not near.</summary>
    public DateTimeOffset? Ends { get; init; }

    /// <summary>Where the page before ended; null for the first.</summary>
    public string? Before { get; init; }

    /// <summary>Where this page ends; null where there is nothing older.</summary>
    public string? Next { get; init; }

    /// <summary>The address of a page of it.</summary>
    /// <param name="before">Where the page before it ended; null for the newest.</param>
    public string Address(string? before)
    {
        string?[] query = [Part("act", Act), Part("person", Person), Part("before", before)];
        var asked = string.Join('&', query.OfType<string>());
        return $"/seminars/{Uri.EscapeDataString(Seminar)}/audit{(asked.Length > 0 ? "?" : "")}{asked}";
    }

    private static string? Part(string name, string? value) => value is null ? null : $"{name}={Uri.EscapeDataString(value)}";
}
