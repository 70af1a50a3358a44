namespace Collab.Storage.Accounts;

/// <summary>What a one-use link opens.</summary>
public enum LinkKind
{
    /// <summary>Makes whoever redeems it the owner, at the first start or after the keys were lost.</summary>
    Owner = 1,

    /// <summary>Opens the seat of a person on another device.</summary>
    Personal = 2,
}
