namespace Collab.Web.Models;

/// <summary>What somebody compares to be sure of the server: SHA-256, as pairs of digits with colons.</summary>
/// <param name="Fingerprint">Of the certificate.</param>
/// <param name="KeyFingerprint">Of its public key (SPKI).</param>
public sealed record CertificateModel(string Fingerprint, string KeyFingerprint);
