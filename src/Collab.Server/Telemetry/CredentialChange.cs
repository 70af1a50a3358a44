namespace Collab.Server.Telemetry;

/// <summary>What changed in how a person may come in.</summary>
public enum CredentialChange
{
    TokenMade,
    PasskeyAdded,
    PasskeyRemoved,
    ReturnLinkMade,
    ReturnLinkRevoked,
    SeatLinkMade,
    AddressConfirmed,
    AddressRemoved,
    UniversityDisconnected,
}
