namespace Collab.Storage.Accounts;

/// <summary>What a personal access token may be used for, within what its person may do.</summary>
[Flags]
public enum TokenScopes
{
    None = 0,
    Read = 1,
    Annotate = 2,
    Moderate = 4,
    Export = 8,
}
