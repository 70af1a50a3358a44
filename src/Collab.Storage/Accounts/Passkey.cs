namespace Collab.Storage.Accounts;

/// <summary>A key on a person's device, of which the server has the public half.</summary>
/// <param name="Id">As the device named it: at most 1023 bytes.</param>
/// <param name="Person">The id of the person.</param>
/// <param name="Name">What the person calls it.</param>
/// <param name="PublicKey">As the device gave it, in COSE.</param>
/// <param name="SignCount">How often it has signed, as the device counts; 0 where it does not.</param>
/// <param name="Transports">How a browser reaches it, in the browser's words, with blanks between.</param>
/// <param name="Verified">Whether the device made sure of the person when it was added.</param>
/// <param name="BackupEligible">Whether the device may copy it to others.</param>
/// <param name="BackedUp">Whether it was copied.</param>
/// <param name="Created">When it was added.</param>
/// <param name="LastUsed">When somebody last signed in with it; null while nobody has.</param>
public sealed record Passkey(
    ReadOnlyMemory<byte> Id,
    string Person,
    string Name,
    ReadOnlyMemory<byte> PublicKey,
    uint SignCount,
    string Transports,
    bool Verified,
    bool BackupEligible,
    bool BackedUp,
    DateTimeOffset Created,
    DateTimeOffset? LastUsed = null)
{
    /// <summary>Most passkeys of one person.</summary>
    public const int Most = 20;
}
