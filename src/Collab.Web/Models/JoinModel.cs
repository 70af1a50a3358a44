namespace Collab.Web.Models;

/// <summary>The page on which somebody enters a seminar with a link or a code.</summary>
public sealed record JoinModel
{
    /// <summary>The antiforgery field of the form that works without script: its name and value.</summary>
    public AntiforgeryField? Antiforgery { get; init; }

    /// <summary>True where passkeys work at the address that is open.</summary>
    public bool Passkeys { get; init; }

    /// <summary>What the university is called by which one can come in; null where there is none.</summary>
    public string? University { get; init; }

    /// <summary>Where the way to the university begins.</summary>
    public string? UniversityAddress { get; init; }

    /// <summary>True where the server mails links to those who come back.</summary>
    public bool Mails { get; init; }

    /// <summary>What was typed as code before a refusal.</summary>
    public string? Code { get; init; }

    /// <summary>What was typed as name before a refusal, or the name that is known already.</summary>
    public string? Name { get; init; }

    /// <summary>Why it was refused and what to do, or null.</summary>
    public string? Error { get; init; }

    /// <summary>The code of that.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Where the person was going, to be returned to after joining, or null.</summary>
    public string? ReturnTo { get; init; }
}
