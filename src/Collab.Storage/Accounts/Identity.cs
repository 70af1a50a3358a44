namespace Collab.Storage.Accounts;

/// <summary>Whom an institution's sign-in means.</summary>
/// <param name="Issuer">The institution, by the address under which it issues.</param>
/// <param name="Subject">How it names the person: never by an address, which may come to mean somebody else.</param>
/// <param name="Person">The id of the person.</param>
/// <param name="Created">When they first came so.</param>
/// <param name="LastSeen">When they last did.</param>
public sealed record Identity(string Issuer, string Subject, string Person, DateTimeOffset Created, DateTimeOffset LastSeen);
