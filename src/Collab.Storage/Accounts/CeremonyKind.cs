namespace Collab.Storage.Accounts;

/// <summary>What a browser was asked to sign something for.</summary>
public enum CeremonyKind
{
    /// <summary>To add a passkey to a person.</summary>
    AddPasskey = 1,

    /// <summary>To sign in with one.</summary>
    UsePasskey = 2,
}
