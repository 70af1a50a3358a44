using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;

namespace Collab.Server.Tests.University;

/// <summary>A token put together by hand: what no honest issuer would sign can be signed.</summary>
internal static class Jwt
{
    public static JsonObject Read(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!.AsObject();

    /// <param name="sign">The signature of what is signed; nothing for none.</param>
    public static string Write(JsonObject claims, string algorithm, string? kid, Func<byte[], byte[]> sign)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT" };
        if (kid is not null)
            header["kid"] = kid;
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
