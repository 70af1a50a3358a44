using Collab.Server.Tests.Docs;
using YamlDotNet.RepresentationModel;

namespace Collab.Server.Tests.Deploy;

/// <summary>Reads YAML strictly: a key that stands twice is an error. What <c>&lt;&lt;</c> merges in is there like the rest.</summary>
internal static class YamlFile
{
    public static IReadOnlyList<YamlMappingNode> Read(params string[] parts)
    {
        var yaml = new YamlStream();
        using var reader = new StringReader(Repository.Read(parts));
        yaml.Load(reader);
        return [.. yaml.Documents.Select(document => (YamlMappingNode)Merge(document.RootNode))];
    }

    /// <summary>The texts of a sequence.</summary>
    public static IEnumerable<string> Texts(this YamlNode sequence) => ((YamlSequenceNode)sequence).Select(node => node.ToString());

    /// <summary>The entries of a mapping whose values are texts.</summary>
    public static IReadOnlyDictionary<string, string> Map(this YamlNode mapping) =>
        ((YamlMappingNode)mapping).ToDictionary(entry => entry.Key.ToString(), entry => entry.Value.ToString());

    /// <summary>What stands under a key; null where nothing does.</summary>
    public static YamlNode? Get(this YamlNode mapping, string key) =>
        ((YamlMappingNode)mapping).Children.TryGetValue(key, out var value) ? value : null;

    /// <summary>The key of every entry with the way to it: <c>services.*.image</c>; of a sequence's items <c>ports[]</c>.</summary>
    /// <param name="named">The mappings whose keys are names that somebody chose; they count as <c>*</c>.</param>
    public static IEnumerable<string> Paths(YamlNode node, IReadOnlySet<string> named, string way = "")
    {
        if (node is YamlSequenceNode sequence)
            return sequence.SelectMany(item => Paths(item, named, $"{way}[]"));
        if (node is not YamlMappingNode mapping)
            return [];
        return mapping.SelectMany(entry =>
        {
            var path = $"{(way.Length > 0 ? $"{way}." : "")}{(named.Contains(way) ? "*" : entry.Key)}";
            return Paths(entry.Value, named, path).Prepend(path);
        });
    }

    private static YamlNode Merge(YamlNode node) => node switch
    {
        YamlSequenceNode sequence => new YamlSequenceNode(sequence.Select(Merge)),
        YamlMappingNode mapping => MergeKeys(mapping),
        _ => node,
    };

    private static YamlMappingNode MergeKeys(YamlMappingNode mapping)
    {
        var merged = new YamlMappingNode(mapping.Where(entry => entry.Key.ToString() != "<<").Select(entry => KeyValuePair.Create(entry.Key, Merge(entry.Value))));
        if (!mapping.Children.TryGetValue("<<", out var from))
            return merged;
        foreach (var (key, value) in (YamlMappingNode)Merge(from))
            merged.Children.TryAdd(key, value);
        return merged;
    }
}
