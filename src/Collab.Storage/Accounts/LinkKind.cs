namespace Collab.Storage.Accounts;

/// <summary>What a link opens. All but <see cref="Return"/> can be redeemed once.</summary>
public enum LinkKind
{
    /// <summary>Makes whoever redeems it the owner, at the first start or after the keys were lost.</summary>
    Owner = 1,

    /// <summary>Opens the seat of a person on another device.</summary>
    Personal = 2,

    /// <summary>Signs a person in, as often as they come, until it expires or is revoked.</summary>
    Return = 3,

    /// <summary>Moves the seat of one member from the person who has it to whoever redeems it.</summary>
    Recovery = 4,
}
