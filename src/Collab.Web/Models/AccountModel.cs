namespace Collab.Web.Models;

/// <summary>What somebody sees of their own account: who they are, where they are signed in, and what signs them in.</summary>
/// <param name="Name">The name that others see.</param>
public sealed record AccountModel(string Name)
{
    /// <summary>The seats in seminars.</summary>
    public IReadOnlyList<SeatRow> Seats { get; init; } = [];

    /// <summary>Where they are signed in, newest first.</summary>
    public IReadOnlyList<SessionRow> Sessions { get; init; } = [];

    /// <summary>How many days a browser stays signed in at most.</summary>
    public double SessionDays { get; init; }

    /// <summary>Their passkeys, newest first.</summary>
    public IReadOnlyList<PasskeyRow> Passkeys { get; init; } = [];

    /// <summary>The name at which passkeys work; null where that is the address that is open.</summary>
    public string? PasskeysElsewhere { get; init; }

    /// <summary>What the university is called that is known here; null where there is none.</summary>
    public string? University { get; init; }

    /// <summary>Since when they come in by it; null where they do not.</summary>
    public DateTimeOffset? UniversitySince { get; init; }

    /// <summary>Where links can be mailed to them; null where the server sends no mail.</summary>
    public AddressModel? Address { get; init; }

    /// <summary>Their links to return by that hold.</summary>
    public IReadOnlyList<ReturnLinkRow> Links { get; init; } = [];

    /// <summary>Their personal access tokens.</summary>
    public IReadOnlyList<TokenRow> Tokens { get; init; } = [];

    /// <summary>The scopes that a token may have, each with what it covers.</summary>
    public IReadOnlyList<ExportChoice> Scopes { get; init; } = [];
}
