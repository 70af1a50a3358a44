namespace Collab.Domain.Policy;

/// <summary>How much of a stored event may leave as it stands behind the chain's hashes.</summary>
public enum Disclosure
{
    /// <summary>Its hash and what the room shows of it: something that the chain covers may not be told, so it cannot be computed by whoever has it.</summary>
    HashAlone,

    /// <summary>Everything but the words and their salt. The digest stands for them, so that the hash can be computed.</summary>
    WithoutWords,

    /// <summary>Everything.</summary>
    Whole,
}
