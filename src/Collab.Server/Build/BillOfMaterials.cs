#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Build.Framework;

/// <summary>
/// Writes the bill of materials of what is published, as CycloneDX 1.6 has it: every package of the lock files with its hash, the browser's
/// modules with the hash of each file, and the runtime. Licences are those of THIRD-PARTY.md; a package that it does not name stops the
/// publish. The same sources give the same bytes: no date, no serial number.
/// </summary>
public sealed class BillOfMaterials : Microsoft.Build.Utilities.Task
{
    private const string Shipped = "In the server", ForTheBuild = "To build it", InBrowser = "In the browser";

    /// <summary>The lock files of the projects that are shipped: the server's first, whose versions are those that are published.</summary>
    [Required]
    public ITaskItem[] Locks { get; set; } = [];

    /// <summary>VENDORED.json, which lists the browser's modules.</summary>
    [Required]
    public string Vendored { get; set; } = "";

    /// <summary>THIRD-PARTY.md, which knows the licences.</summary>
    [Required]
    public string Licences { get; set; } = "";

    /// <summary>The version of what is published.</summary>
    [Required]
    public string Version { get; set; } = "";

    /// <summary>The version of the runtime that it was built for.</summary>
    [Required]
    public string Runtime { get; set; } = "";

    /// <summary>The file to write.</summary>
    [Required]
    public string Output { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        var licences = ReadLicences();
        var packages = Locks.SelectMany(file => Children(Children(ReadJson(file.ItemSpec)).Single(part => Name(part) == "dependencies")).SelectMany(Children))
            .Where(package => Text(package, "type") != "Project").GroupBy(Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.OrdinalIgnoreCase);
        foreach (var name in packages.Keys.Where(name => !licences.ContainsKey($"{Shipped}: {name}") && !licences.ContainsKey($"{ForTheBuild}: {name}")))
            Log.LogError("{0} is in a lock file and not in THIRD-PARTY.md. Name it there, with its licence.", name);
        if (Log.HasLoggedErrors)
            return false;
        var components = packages.Keys.OrderBy(name => name, StringComparer.Ordinal).Select(name => Package(packages[name][0], licences))
            .Concat(Children(Children(ReadJson(Vendored)).Single(part => Name(part) == "packages")).Select(module => Module(module, licences)))
            .Concat([RuntimePart("Microsoft.NETCore.App", ".net"), RuntimePart("Microsoft.AspNetCore.App", "asp.net_core")]);
        var needs = packages.Keys.OrderBy(name => name, StringComparer.Ordinal).Select(name => Needs(packages[name], packages));
        var direct = packages.Values.Where(entries => entries.Any(entry => Text(entry, "type") == "Direct")).Select(entries => Reference(entries[0])).OrderBy(reference => reference, StringComparer.Ordinal);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(Output))!);
        File.WriteAllText(Output, $$"""
            {
              "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
              "bomFormat": "CycloneDX",
              "specVersion": "1.6",
              "version": 1,
              "metadata": {
                "component": { "type": "application", "bom-ref": "collab", "name": "Collab", "version": {{Quote(Version)}} }
              },
              "components": [
            {{string.Join(",\n", components.Select(component => $"    {component}"))}}
              ],
              "dependencies": [
            {{string.Join(",\n", new[] { Dependency("collab", direct) }.Concat(needs).Select(dependency => $"    {dependency}"))}}
              ]
            }

            """.Replace("\r\n", "\n"));
        return true;
    }

    private static string Package(XElement package, Dictionary<string, string> licences)
    {
        var shipped = licences.TryGetValue($"{Shipped}: {Name(package)}", out var licence);
        licence ??= licences[$"{ForTheBuild}: {Name(package)}"];
        var hash = string.Concat(Convert.FromBase64String(Text(package, "contentHash")).Select(part => part.ToString("x2")));
        return Component("library", Reference(package), Name(package), Text(package, "resolved"),
            $"\"scope\": {Quote(shipped ? "required" : "excluded")}, \"hashes\": [{{ \"alg\": \"SHA-512\", \"content\": \"{hash}\" }}], \"licenses\": [{Licence(licence)}], \"purl\": {Quote(Reference(package))}");
    }

    private static string Module(XElement module, Dictionary<string, string> licences)
    {
        var (name, version) = (Text(module, "name"), Text(module, "version"));
        var reference = $"pkg:npm/{name.Replace("@", "%40")}@{version}";
        var files = Children(Children(module).Single(part => Name(part) == "files")).Where(file => Name(file).StartsWith("wwwroot/", StringComparison.Ordinal))
            .Select(file => $"{{ \"type\": \"file\", \"name\": {Quote(Name(file))}, \"hashes\": [{{ \"alg\": \"SHA-256\", \"content\": {Quote(file.Value)} }}] }}");
        return Component("library", reference, name, version,
            $"\"scope\": \"required\", \"licenses\": [{Licence(licences[$"{InBrowser}: {name}"])}], \"purl\": {Quote(reference)}, \"components\": [{string.Join(", ", files)}]");
    }

    private string RuntimePart(string name, string product) => Component("framework", name, name, Runtime,
        $"\"scope\": \"required\", \"licenses\": [{Licence("MIT")}], \"cpe\": {Quote($"cpe:2.3:a:microsoft:{product}:{Runtime}:*:*:*:*:*:*:*")}");

    private static string Component(string type, string reference, string name, string version, string rest) =>
        $"{{ \"type\": {Quote(type)}, \"bom-ref\": {Quote(reference)}, \"name\": {Quote(name)}, \"version\": {Quote(version)}, {rest} }}";

    private static string Needs(List<XElement> entries, Dictionary<string, List<XElement>> packages) => Dependency(Reference(entries[0]), entries
        .SelectMany(entry => Children(entry)).Where(part => Name(part) == "dependencies").SelectMany(Children).Select(Name)
        .Distinct(StringComparer.OrdinalIgnoreCase).Where(packages.ContainsKey).Select(name => Reference(packages[name][0])).OrderBy(reference => reference, StringComparer.Ordinal));

    private static string Dependency(string reference, IEnumerable<string> on) => $"{{ \"ref\": {Quote(reference)}, \"dependsOn\": [{string.Join(", ", on.Select(Quote))}] }}";

    private static string Reference(XElement package) => $"pkg:nuget/{Name(package)}@{Text(package, "resolved")}";

    // SPDX has an identifier for every licence but those that are written out.
    private static string Licence(string licence) => licence.Contains(" OR ") ? $"{{ \"expression\": {Quote(licence)} }}"
        : $"{{ \"license\": {{ {(licence.Contains(" ") ? "\"name\"" : "\"id\"")}: {Quote(licence)} }} }}";

    private Dictionary<string, string> ReadLicences()
    {
        var (part, licences) = ("", new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));
        foreach (var line in File.ReadAllLines(Licences))
        {
            var cells = line.Split('|').Select(cell => cell.Trim()).ToArray();
            if (line.StartsWith("## ", StringComparison.Ordinal))
                part = line.Substring(3);
            else if (cells.Length > 3)
                licences[$"{part}: {cells[1]}"] = cells[2];
        }

        return licences;
    }

    // The only reader of JSON that such a task has; what cannot be the name of an element is an attribute there.
    private static XElement ReadJson(string path)
    {
        using var reader = JsonReaderWriterFactory.CreateJsonReader(File.ReadAllBytes(path), XmlDictionaryReaderQuotas.Max);
        return XElement.Load(reader);
    }

    private static IEnumerable<XElement> Children(XElement element) => element.Elements();

    private static string Name(XElement element) => (string?)element.Attribute("item") ?? element.Name.LocalName;

    private static string Text(XElement element, string name) => Children(element).Single(part => Name(part) == name).Value;

    private static string Quote(string text)
    {
        if (text.Any(letter => letter < ' '))
            throw new InvalidDataException($"There is a control character in \"{text}\".");
        return new StringBuilder(text).Replace("\\", "\\\\").Replace("\"", "\\\"").Insert(0, '"').Append('"').ToString();
    }
}
