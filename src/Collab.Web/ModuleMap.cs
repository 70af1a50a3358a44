using System.Reflection;

namespace Collab.Web;

/// <summary>The room's ES modules: what the page's import map says, and what it may preload.</summary>
public static class ModuleMap
{
    /// <summary>The module that the room's page starts, under wwwroot: all of ts/ that it needs, in one minified file.</summary>
    public const string Room = "js/bundle/main.js";

    /// <summary>The style of the room's page, under wwwroot: what every page shares, and the room's own, in one minified file.</summary>
    public const string RoomStyle = "css/bundle/room.css";

    /// <summary>Bare names with the path, from the site's root, that each stands for.</summary>
    public static IReadOnlyDictionary<string, string> Imports { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["preact"] = "/vendor/preact.js",
        ["preact/hooks"] = "/vendor/preact-hooks.js",
        ["preact/jsx-runtime"] = "/vendor/preact-jsx-runtime.js",
        ["@preact/signals"] = "/vendor/preact-signals.js",
        ["@preact/signals-core"] = "/vendor/preact-signals-core.js",
    };

    /// <summary>Whether a module is one of the room's bundles, which no other page loads.</summary>
    public static bool IsOfRoom(string path) => path.StartsWith("/js/bundle/", StringComparison.Ordinal);

    /// <summary>Paths of the modules compiled from ts/, from the site's root, in ordinal order.</summary>
    public static IReadOnlyList<string> Compiled { get; } =
    [
        .. typeof(ModuleMap).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(attribute => attribute.Key.StartsWith("module:", StringComparison.Ordinal))
            .Select(attribute => attribute.Key["module:".Length..])
            .Order(StringComparer.Ordinal),
    ];
}
