namespace Collab.Web.Models;

/// <summary>What a page says when there is nothing to show.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Detail">What to do now.</param>
/// <param name="TraceId">What to tell the operator, or null.</param>
public sealed record ErrorModel(int Status, string Title, string Detail, string? TraceId)
{
    /// <summary>The code of the refusal; null where it is none.</summary>
    public string? Code { get; init; }

    /// <summary>True where it is in the language of the page: refusals are English.</summary>
    public bool Translated { get; init; }

    /// <summary>What was written in the form that could not be taken, or null.</summary>
    public string? Text { get; init; }

    /// <summary>What the university is called by which the reader can show again who they are; null where that is not asked, or they come in by none.</summary>
    public string? SignInAgainBy { get; init; }

    /// <summary>The document that it is about, where the reader may open it; else null.</summary>
    public string? Document { get; init; }

    /// <summary>Where in it: a fragment with its sign, or nothing.</summary>
    public string Anchor { get; init; } = "";
}
