namespace Collab.Web.Models;

/// <summary>What of the editions of a text a page shows.</summary>
public sealed record EditionsModel
{
    /// <summary>There is the first alone.</summary>
    public static EditionsModel None { get; } = new();

    /// <summary>The ways to show the text; none where there is the first edition alone.</summary>
    public IReadOnlyList<EditionOption> Options { get; init; } = [];

    /// <summary>The value of the one that is shown.</summary>
    public string Chosen { get; init; } = "first";

    /// <summary>The language of the first edition (BCP 47), where it is known.</summary>
    public string? Language { get; init; }

    /// <summary>Whether the first edition is shown.</summary>
    public bool First { get; init; } = true;

    /// <summary>The other edition that is shown; null for none.</summary>
    public ShownEdition? Other { get; init; }

    /// <summary>True when I may add another one.</summary>
    public bool MayAdd { get; init; }

    /// <summary>What stands behind the address of a page of the same document, so that it shows the same.</summary>
    public string Query => Other is null ? "" : $"?edition={Chosen}";
}
