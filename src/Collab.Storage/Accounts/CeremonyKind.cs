namespace Collab.Storage.Accounts;

/// <summary>What a browser was asked to bring an answer for.</summary>
public enum CeremonyKind
{
    /// <summary>To add a passkey to a person.</summary>
    AddPasskey = 1,

    /// <summary>To sign in with one.</summary>
    UsePasskey = 2,

    /// <summary>To come in by an institution.</summary>
    Institution = 3,

    /// <summary>To show that an address is theirs.</summary>
    Address = 4,
}
