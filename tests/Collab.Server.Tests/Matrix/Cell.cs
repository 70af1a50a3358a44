using Collab.Domain.Policy;
using Collab.Storage.Accounts;

namespace Collab.Server.Tests.Matrix;

/// <summary>One question of the matrix: this door, this caller, this state.</summary>
/// <param name="Own">Whether what it is about is the caller's own.</param>
/// <param name="Scope">Of the token, where one is used.</param>
internal sealed record Cell(Door Door, Role Role, Condition Condition, bool Own, TokenScopes Scope = TokenScopes.None)
{
    public required World World { get; init; }

    /// <summary>The note that it is about.</summary>
    public string Note { get; set; } = "";

    /// <summary>The event by which it was written.</summary>
    public long Seq { get; set; }

    /// <summary>A word of that note, which no other note has.</summary>
    public string Word { get; } = $"w{Guid.NewGuid():N}";

    /// <summary>The member that it is about.</summary>
    public string Member { get; set; } = "";

    /// <summary>The invite or the token that it is about.</summary>
    public string Thing { get; set; } = "none";

    /// <summary>The seminar that it is about, where it is not the world's.</summary>
    public string? SeminarOfItsOwn { get; set; }

    /// <summary>Where the note is, or is to be.</summary>
    public string Clause => World.Clauses[1];

    /// <summary>A point that is in no special state.</summary>
    public string Spare => World.Clauses[0];

    public string Path => Fill(Door.Call[(Door.Call.IndexOf(' ', StringComparison.Ordinal) + 1)..]) + Fill(Door.Query);

    public override string ToString() => $"{Door}: {Role}, {Condition}, {(Own ? "own" : "another's")}{(Scope == TokenScopes.None ? "" : $", token for {Scope}")}";

    private string Fill(string pattern) => pattern.Replace("{document}", World.Document).Replace("{seminar}", SeminarOfItsOwn ?? World.Seminar).Replace("{annotation}", Note).Replace("{clause}", Door.Row is "lock" or "take-stance" or "reveal-round" || pattern.Contains("/stance/hide", StringComparison.Ordinal) ? Spare : Clause)
        .Replace("{member}", Member).Replace("{invite}", Thing).Replace("{token}", Thing).Replace("{webhook}", Thing).Replace("{number}", "1").Replace("{revision}", "1").Replace("{round}", World.Round).Replace("{edition}", "first").Replace("{word}", Word).Replace("{before}", $"{Seq - 1}").Replace("{later}", $"{Seq + 20}-0");
}
