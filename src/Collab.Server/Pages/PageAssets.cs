using System.Text.Json;
using Collab.Web;
using Microsoft.AspNetCore.StaticAssets;

namespace Collab.Server.Pages;

/// <summary>The fingerprinted addresses of the static files, and the import map that leads the modules to them.</summary>
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
        var imports = ModuleMap.Imports.ToDictionary(import => import.Key, import => Address(import.Value));
        foreach (var module in ModuleMap.Compiled)
            imports[module] = Address(module);
        ImportMap = JsonSerializer.Serialize(new { imports });
    }

    /// <summary>Addresses by path under wwwroot (<c>css/collab.css</c>).</summary>
    public IReadOnlyDictionary<string, string> Addresses { get; }

    public string ImportMap { get; }
}
