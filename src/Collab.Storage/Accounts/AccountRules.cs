using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Collab.Domain.Policy;
using Collab.Storage.Erasures;

namespace Collab.Storage.Accounts;

/// <summary>What a column beside the logs may hold.</summary>
internal static class AccountRules
{
    private const TokenScopes AllScopes = TokenScopes.Read | TokenScopes.Annotate | TokenScopes.Moderate | TokenScopes.Export;

    /// <summary>What is wrong with the value, as the end of a sentence; null where nothing is.</summary>
    public static string? Wrong(Table table, string column, object value, string key) => (table.Name, column, value) switch
    {
        (_, "created" or "last_seen" or "ended" or "expires" or "last_used" or "revoked" or "used" or "signed_in" or "checked" or "confirmed", long ticks) => If(ticks < 0 || ticks > DateTimeOffset.MaxValue.UtcTicks, "is no point in time"),
        (_, "secret", string hash) => If(!IsHash(hash), "is no hash"),
        ("sessions" or "ceremonies", "id", string hash) => If(!IsHash(hash), "is no hash"),
        (_, "id" or "seminar" or "member" or "command" or "issuer" or "subject" or "address", string text) => If(text.Length == 0, "is empty"),
        ("passkeys", "id" or "public_key", byte[] bytes) => If(bytes.Length == 0, "is empty"),
        ("passkeys", "sign_count", long count) => If(count is < 0 or > uint.MaxValue, "is no count"),
        ("sessions", "way", long way) => If(!IsOneOf<SignInWay>(way), "is no way to sign in"),
        ("ceremonies", "kind", long kind) => If(!IsOneOf<CeremonyKind>(kind), "is no kind of ceremony"),
        ("tokens", "scopes", long scopes) => If((scopes & ~(long)AllScopes) != 0, "has scopes that there are not"),
        ("links", "kind", long kind) => If(!IsOneOf<LinkKind>(kind), "is no kind of link"),
        ("links", "role", string role) => If(!Enum.TryParse<Role>(role, ignoreCase: true, out _), "is no role"),
        ("settings", "value", byte[] bytes) => If(key.StartsWith(ErasureList.Listed, StringComparison.Ordinal) && !IsErasure(bytes), "is no erasure"),
        ("data_protection_keys", "xml", string xml) => If(!IsXml(xml), "is no key"),
        _ => null,
    };

    private static string? If(bool isWrong, string wrong) => isWrong ? wrong : null;

    private static bool IsOneOf<T>(long value)
        where T : struct, Enum => Enum.GetValues<T>().Any(one => Convert.ToInt64(one, CultureInfo.InvariantCulture) == value);

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static bool IsErasure(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, ErasureJson.Default.Erasure) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsXml(string text)
    {
        try
        {
            XDocument.Parse(text);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }
}
