using Collab.Domain.Policy;
using YamlDotNet.Serialization;

namespace Collab.Domain.Tests.Policy;

/// <summary>permissions.yaml as a YAML library reads it, so that the domain's own reading is held against something.</summary>
public static class PermissionsFile
{
    public static readonly IReadOnlyDictionary<string, Dictionary<string, string>> Actions =
        new Deserializer().Deserialize<Dictionary<string, Dictionary<string, Dictionary<string, string>>>>(PermissionTable.Source())["actions"];

    public static string Cell(string action, Role role) => Actions[action][role.ToString().ToLowerInvariant()];

    /// <summary>The code that the table asks for; empty for yes.</summary>
    public static string Expected(string action, Role role, bool own) => Cell(action, role) switch
    {
        "yes" => "",
        "own" => own ? "" : "forbidden",
        "401" => "unauthenticated",
        "403" => "forbidden",
        "404" => "not-found",
        "409" => "locked",
        var other => throw new InvalidDataException(other),
    };
}
