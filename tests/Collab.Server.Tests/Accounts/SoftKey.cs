using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Collab.Server.Tests.Accounts;

/// <summary>A device with one passkey, as a server sees it (ES256, no attestation), and each lie that it could tell.</summary>
internal sealed class SoftKey : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] Id { get; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>As the wire names it.</summary>
    public string WireId => Base64Url.EncodeToString(Id);

    /// <summary>How often it has signed; 0 for one that does not count.</summary>
    public uint Count { get; set; }

    /// <summary>Whose it is, as the server named them when it was made.</summary>
    public string? Handle { get; set; }

    public string Domain { get; set; } = "localhost";

    public bool Verified { get; set; } = true;

    public bool CrossOrigin { get; set; }

    public bool CopiedToOthers { get; set; }

    /// <summary>What the browser answers when it is asked to make it.</summary>
    public JsonObject Create(JsonNode question, string origin)
    {
        Handle = (string)question["user"]!["id"]!;
        var writer = new CborWriter();
        writer.WriteStartMap(3);
        writer.WriteTextString("fmt");
        writer.WriteTextString("none");
        writer.WriteTextString("attStmt");
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteTextString("authData");
        writer.WriteByteString([.. AuthenticatorData(attested: true), .. new byte[16], 0, (byte)Id.Length, .. Id, .. PublicKey()]);
        writer.WriteEndMap();
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = ClientData("webauthn.create", question, origin),
            ["attestationObject"] = Base64Url.EncodeToString(writer.Encode()),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>What the browser answers when it is asked to sign.</summary>
    public JsonObject Sign(JsonNode question, string origin)
    {
        var client = ClientData("webauthn.get", question, origin);
        var data = AuthenticatorData(attested: false);
        var signature = _key.SignData([.. data, .. SHA256.HashData(Base64Url.DecodeFromChars(client))], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var response = new JsonObject { ["clientDataJSON"] = client, ["authenticatorData"] = Base64Url.EncodeToString(data), ["signature"] = Base64Url.EncodeToString(signature) };
        if (Handle is not null)
            response["userHandle"] = Handle;
        return Credential(response);
    }

    public void Dispose() => _key.Dispose();

    private JsonObject Credential(JsonObject response) => new()
    {
        ["id"] = WireId,
        ["rawId"] = WireId,
        ["type"] = "public-key",
        ["authenticatorAttachment"] = "platform",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    };

    private string ClientData(string type, JsonNode question, string origin) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = type,
        ["challenge"] = (string)question["challenge"]!,
        ["origin"] = origin,
        ["crossOrigin"] = CrossOrigin,
    }.ToJsonString()));

    private byte[] AuthenticatorData(bool attested)
    {
        const byte Present = 0x01, IsVerified = 0x04, MayBeCopied = 0x08, IsCopied = 0x10, HasKey = 0x40;
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(Domain)), (byte)(Present | (Verified ? IsVerified : 0) | (CopiedToOthers ? MayBeCopied | IsCopied : 0) | (attested ? HasKey : 0)), .. count];
    }

    /// <summary>COSE: an EC2 key for ES256 on P-256.</summary>
    private byte[] PublicKey()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(5);
        foreach (var (label, value) in new[] { (1, 2), (3, -7), (-1, 1) })
        {
            writer.WriteInt32(label);
            writer.WriteInt32(value);
        }

        writer.WriteInt32(-2);
        writer.WriteByteString(point.X!);
        writer.WriteInt32(-3);
        writer.WriteByteString(point.Y!);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
