using System.Text.Json;
using Collab.Web;
using Microsoft.AspNetCore.StaticAssets;

namespace Collab.Server.Pages;

/// <summary>The fingerprinted addresses of the static files, and the import maps that lead the modules to them.</summary>
public sealed class PageAssets
{
    public PageAssets(IEnumerable<EndpointDataSource> sources)
    {
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var asset in sources.SelectMany(source => source.Endpoints).Select(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>()))
        {
            if (asset is { Selectors.Count: 0 } && asset.Properties.FirstOrDefault(property => property.Name == "label")?.Value is { } path)
                addresses[path] = "/" + asset.Route;
        }

        Addresses = addresses;

        // Without integrity: with it a browser fetches every preloaded module twice. Modules import one another by path.
        string Address(string path) => addresses.GetValueOrDefault(path.TrimStart('/'), path);
        string Map(IEnumerable<KeyValuePair<string, string>> imports) => JsonSerializer.Serialize(new { imports = imports.ToDictionary(import => import.Key, import => Address(import.Value)) });
        var modules = ModuleMap.Compiled.ToLookup(ModuleMap.IsOfRoom, path => KeyValuePair.Create(path, path));
        ImportMap = Map([.. ModuleMap.Imports, .. modules[false]]);
        RoomImportMap = Map(modules[true]);
    }

    /// <summary>Addresses by path under wwwroot (<c>css/collab.css</c>).</summary>
    public IReadOnlyDictionary<string, string> Addresses { get; }

    /// <summary>For every page but the room: each module apart, and what they import by bare names.</summary>
    public string ImportMap { get; }

    /// <summary>For the room: its bundles, which hold all the rest.</summary>
    public string RoomImportMap { get; }
}
