namespace Collab.Server.University;

/// <summary>A university that signs its people in: the section <c>Collab:University</c>. Without an issuer nothing of it is there.</summary>
public sealed class UniversityOptions
{
    public const string Section = "Collab:University";

    /// <summary>What people call it; it stands on the button.</summary>
    public string Name { get; set; } = "your university";

    /// <summary>The address under which it issues (<c>https://login.example.edu/realms/staff</c>): what its metadata and its tokens call the issuer.</summary>
    public Uri? Issuer { get; set; }

    /// <summary>What this server is called there.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>By which this server shows there who it is. It is never printed.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What is asked for. Empty: <c>openid profile offline_access</c>.</summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>The claim that holds a person's name.</summary>
    public string NameClaim { get; set; } = "name";

    /// <summary>How long somebody stays signed in whom the university cannot be asked about again, in minutes.</summary>
    public double SessionMinutes { get; set; } = 720;

    /// <summary>Who has which seat.</summary>
    public IList<SeatRule> Seats { get; } = [];

    /// <summary>Who may make seminars, besides the people whom the operator names. Empty, and nobody named: whoever has an account.</summary>
    public IList<ClaimRule> SeminarMakers { get; } = [];

    /// <summary>The issuer as it is kept: without a slash at its end.</summary>
    public string IssuerName => Issuer!.OriginalString.TrimEnd('/');
}
