#nullable enable
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using NUglify;
using NUglify.JavaScript;

/// <summary>
/// Joins the modules that tsc has compiled into one scope, and minifies it: what the entry imports makes the first bundle, and
/// each <c>import("./x.js")</c> one of its own, which imports from the first. Of the modules of npm, some go into the first bundle,
/// each in a scope of its own; the others stay outside, under their bare names.
/// It reads what tsc writes, no JavaScript at large, and refuses what it does not know.
/// </summary>
public sealed class BundleModules : Microsoft.Build.Utilities.Task
{
    private const string Name = @"[\w$]+";
    private static readonly Regex Import = Line(@"import (?:\{(?<names>[^}]*)\} from )?""(?<from>[^""]+)"";");
    private static readonly Regex Export = Line(@"export \{(?<names>[^}]*)\}(?: from ""(?<from>[^""]+)"")?;");
    private static readonly Regex Declaration = new($@"^(?<export>export )?(?=(?:async )?(?:function\*?|class|const|let) (?<name>{Name}))", RegexOptions.Multiline);
    private static readonly Regex Unknown = new(@"^(?:import|export)\b(?!\()|^(?:const|let) [\[{]", RegexOptions.Multiline);
    private static readonly Regex Later = new(@"\bimport\(""(?<from>\.[^""]+)""\)");

    /// <summary>NUglify leaves the word, which nothing here calls something else; an operator and a digit are shorter.</summary>
    private static readonly Regex Undefined = new(@"(?<![\w$.""'`])undefined(?![\w$""'`])");
    /// <summary>Names of properties that it takes for words of the language.</summary>
    private static readonly Regex Quoted = new(@"(?<=[{,])""(class|for|of|private|default|delete|in|with|import|export)"":");
    /// <summary>What is constant the compiler has held already; the other word is shorter, and there are many.</summary>
    private static readonly Regex Constant = new(@"(?<![\w$.""'`])const(?=[ \[{])");
    private static readonly Regex Given = new(@"\bexport\{(?<names>[^}]*)\}");
    private static readonly Regex Taken = new(@"\bimport\{(?<names>\$\d[^}]*)\}");

    private readonly Dictionary<string, Module> modules = [];
    private readonly Dictionary<string, string> minifiedNames = [];

    /// <summary>The folder of the compiled modules.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>The first module, in the folder.</summary>
    [Required]
    public string Entry { get; set; } = "";

    /// <summary>The bundles to write, the first for the entry; each has the name of the module that begins it.</summary>
    [Required]
    public ITaskItem[] Bundles { get; set; } = [];

    /// <summary>Minified modules of npm that go into the first bundle, each after those it imports; their metadata Name is what they are imported by.</summary>
    public ITaskItem[] Packages { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var first = new Bundle(Bundles[0].ItemSpec, Path.Combine(Folder, Entry));
        Add(first, first.Begins, []);
        var bundles = new List<Bundle> { first };
        for (var i = 0; i < bundles.Count; i++)
        {
            foreach (var path in bundles[i].Modules.SelectMany(module => module.Later).Where(path => !bundles.Any(bundle => bundle.Begins == path)).ToList())
            {
                var output = Bundles.FirstOrDefault(item => Path.GetFileName(item.ItemSpec) == Path.GetFileName(path))?.ItemSpec;
                if (output is null)
                    return Refuse(path, "is imported later, but is not among the bundles.");
                var bundle = new Bundle(output, path);
                Add(bundle, path, first.Modules);
                bundles.Add(bundle);
            }
        }

        return Check(bundles) && bundles.All(bundle => Write(bundle, first, bundles));
    }

    private void Add(Bundle bundle, string path, List<Module> apart)
    {
        var module = Read(path);
        if (apart.Contains(module) || !bundle.Seen.Add(path))
            return;
        foreach (var import in module.Imports.Where(import => import.Relative))
            Add(bundle, import.From, apart);
        bundle.Modules.Add(module);
    }

    private Module Read(string path)
    {
        path = Path.GetFullPath(path);
        if (modules.TryGetValue(path, out var known))
            return known;
        string At(string from) => from.StartsWith(".", StringComparison.Ordinal) ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, from)) : from;
        // Preact has one function by both names.
        var text = File.ReadAllText(path).Replace("jsxs", "jsx");
        var module = new Module(path);
        foreach (Match match in Import.Matches(text))
            module.Imports.Add(new(At(match.Groups["from"].Value), match.Groups["from"].Value[0] == '.', [.. match.Groups["names"].Value.Split(',').Select(name => name.Trim()).Where(name => name.Length > 0).Distinct()]));
        foreach (Match match in Export.Matches(text).Cast<Match>().Where(match => match.Groups["from"].Success))
        {
            module.Imports.Add(new(At(match.Groups["from"].Value), true, []));
            module.Exported.AddRange(match.Groups["names"].Value.Split(',').Select(name => name.Trim()).Where(name => name.Length > 0));
        }

        text = Export.Replace(Import.Replace(text, ""), "");
        foreach (Match match in Declaration.Matches(text))
        {
            module.Declared.Add(match.Groups["name"].Value);
            if (match.Groups["export"].Success)
                module.Exported.Add(match.Groups["name"].Value);
        }

        text = Declaration.Replace(text, "");
        foreach (Match match in Later.Matches(text))
            module.Later.Add(At(match.Groups["from"].Value));
        module.Text = Later.Replace(text, match => $"import(\"./{Path.GetFileName(match.Groups["from"].Value)}\")");
        modules[path] = module;
        return module;
    }

    private bool Check(List<Bundle> bundles)
    {
        var owners = new Dictionary<string, string>();
        foreach (var module in bundles.SelectMany(bundle => bundle.Modules))
        {
            if (Unknown.Match(module.Text) is { Success: true } unknown)
                return Refuse(module.Path, $"has a line that the bundler does not know: {module.Text.Substring(unknown.Index).Split('\n')[0]}");
            if (module.Imports.Where(import => import.Relative).SelectMany(import => import.Names).FirstOrDefault(name => name.Contains(" as ")) is { } renamed)
                return Refuse(module.Path, $"imports {renamed}: in one scope a name is the same everywhere.");
            var bare = module.Imports.Where(import => !import.Relative).SelectMany(import => import.Names.Select(name => (Local: Local(name), Owner: import.From)));
            foreach (var (name, owner) in module.Declared.Select(name => (name, module.Path)).Concat(bare))
            {
                if (owners.TryGetValue(name, out var other) && (other != owner || owner == module.Path))
                    return Refuse(module.Path, $"has {name} from {owner}, and there is another in {other}: all share one scope, so give one of them another name.");
                owners[name] = owner;
            }
        }

        return true;
    }

    private bool Write(Bundle bundle, Bundle first, List<Bundle> all)
    {
        var names = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        void Need(string from, IEnumerable<string> needed)
        {
            if (!names.TryGetValue(from, out var set))
                names[from] = set = new(StringComparer.Ordinal);
            set.UnionWith(needed);
        }

        foreach (var import in bundle.Modules.SelectMany(module => module.Imports).Where(import => !import.Relative && Scope(import.From) is null))
            Need(import.From, import.Names);
        // What the first bundle gives the others goes by short names there, as everything does within one.
        var given = all.Skip(1).SelectMany(other => Shared(other, first)).Distinct().OrderBy(name => name, StringComparer.Ordinal).ToList();
        string Short(string name) => "$" + given.IndexOf(name);
        if (bundle != first && Shared(bundle, first) is { Count: > 0 } shared)
            Need("./" + Path.GetFileName(first.Output), shared.Select(name => $"{Short(name)} as {name}"));
        var exported = bundle == first ? given.Select(name => $"{name} as {Short(name)}") : bundle.Modules.Last().Exported;

        var code = new StringBuilder();
        foreach (var import in names)
            code.Append(import.Value.Count == 0 ? $"import \"{import.Key}\";\n" : $"import {{ {string.Join(", ", import.Value)} }} from \"{import.Key}\";\n");
        if (bundle == first)
            code.Append(FromPackages(all));
        foreach (var module in bundle.Modules)
            code.Append(module.Text);
        if (exported.Any())
            code.Append($"export {{ {string.Join(", ", exported)} }};\n");
        // At the top of a module NUglify takes for unneeded what is used only further down.
        var settings = new CodeSettings { ScriptVersion = ScriptVersion.None, SourceMode = JavaScriptSourceMode.Module, RemoveUnneededCode = false };
        var minified = Uglify.Js(code.ToString(), bundle.Output, settings);
        if (minified.HasErrors)
            return Refuse(bundle.Output, string.Join(" ", minified.Errors.Where(error => error.IsError)));
        var text = Quoted.Replace(Undefined.Replace(minified.Code, "void 0"), "$1:");
        text = bundle == first ? InlinedPackages(all) + Giving(text) : Taking(text);
        Directory.CreateDirectory(Path.GetDirectoryName(bundle.Output)!);
        File.WriteAllText(bundle.Output, Constant.Replace(text, "let") + "\n");
        return true;
    }

    /// <summary>The first bundle, giving each thing under the name that it has there: a second one for the others would weigh more.</summary>
    private string Giving(string code) => Given.Replace(code, match =>
    {
        foreach (var (name, asked) in Renamed(match))
            minifiedNames[asked] = name;
        return $"export{{{string.Join(",", minifiedNames.Values.OrderBy(name => name, StringComparer.Ordinal))}}}";
    });

    /// <summary>A later bundle, taking what it needs of the first by those names.</summary>
    private string Taking(string code) => Taken.Replace(code, match =>
        $"import{{{string.Join(",", Renamed(match).Select(pair => minifiedNames[pair.Name] == pair.As ? pair.As : $"{minifiedNames[pair.Name]} as {pair.As}").OrderBy(name => name, StringComparer.Ordinal))}}}");

    private static IEnumerable<(string Name, string As)> Renamed(Match list) => list.Groups["names"].Value.Split(',').Select(one => (one.Split(' ')[0], Local(one)));

    /// <summary>The packages, each without what nobody takes from it.</summary>
    private string InlinedPackages(List<Bundle> all)
    {
        var taken = new HashSet<(string From, string Name)>(all.SelectMany(bundle => bundle.Modules).SelectMany(module => module.Imports).SelectMany(import => import.Names.Select(name => (import.From, name.Split(' ')[0]))));
        var code = new StringBuilder();
        // The last first: those before it are kept for what it takes.
        foreach (var package in Packages.Reverse())
        {
            var exported = new List<string>();
            void Take(string names, string from) => taken.UnionWith(names.Split(',').Select(name => (from, name.Split(' ')[0])));
            var text = Regex.Replace(File.ReadAllText(package.ItemSpec), @"//# sourceMappingURL=.*", "");
            text = Regex.Replace(text, @"import\{([^}]*)\}from""([^""]+)"";", match =>
            {
                Take(match.Groups[1].Value, match.Groups[2].Value);
                return $"const {{{match.Groups[1].Value.Replace(" as ", ": ")}}} = {Scope(match.Groups[2].Value)};";
            });
            text = Regex.Replace(text, @"export\{([^}]*)\}(?:from""([^""]+)"")?;?", match =>
            {
                var names = match.Groups[1].Value.Split(',').Where(name => taken.Contains((package.GetMetadata("Name"), Local(name)))).ToList();
                if (match.Groups[2].Success && names.Count > 0)
                    Take(string.Join(",", names), match.Groups[2].Value);
                var from = match.Groups[2].Success ? Scope(match.Groups[2].Value) + "." : "";
                exported.AddRange(names.Select(name => $"{Local(name)}: {from}{name.Split(' ')[0]}"));
                return "";
            });
            text = $"const {Scope(package.GetMetadata("Name"))} = (() => {{\n{text.Trim()}\nreturn {{ {string.Join(", ", exported)} }};\n}})();\n";
            // It takes one of Preact's setters for an error: then the package stays as it is.
            var smaller = Uglify.Js(text, package.ItemSpec, new CodeSettings { ScriptVersion = ScriptVersion.None, LocalRenaming = LocalRenaming.KeepAll });
            code.Insert(0, smaller.HasErrors ? text : smaller.Code.TrimEnd(';') + ";\n");
        }

        return code.ToString();
    }

    /// <summary>What the modules of all bundles take from the packages.</summary>
    private string FromPackages(List<Bundle> all)
    {
        var code = new StringBuilder();
        foreach (var imports in all.SelectMany(bundle => bundle.Modules).SelectMany(module => module.Imports).Where(import => Scope(import.From) is not null && import.Names.Count > 0).GroupBy(import => import.From))
            code.Append($"const {{ {string.Join(", ", imports.SelectMany(import => import.Names).Distinct().Select(name => name.Replace(" as ", ": ")))} }} = {Scope(imports.Key)};\n");
        return code.ToString();
    }

    /// <summary>What holds the exports of a package that goes into the first bundle; null for any other.</summary>
    private string? Scope(string name) => Array.FindIndex(Packages, package => package.GetMetadata("Name") == name) is >= 0 and var index ? $"$package{index}" : null;

    private SortedSet<string> Shared(Bundle bundle, Bundle first)
    {
        var there = first.Modules.SelectMany(module => module.Declared).ToList();
        var imports = bundle.Modules.SelectMany(module => module.Imports).ToList();
        var own = imports.Where(import => import.Relative).SelectMany(import => import.Names).Where(there.Contains);
        return new(own.Concat(imports.Where(import => Scope(import.From) is not null).SelectMany(import => import.Names).Select(Local)), StringComparer.Ordinal);
    }

    private bool Refuse(string path, string why)
    {
        Log.LogError(null, null, null, path, 0, 0, 0, 0, "{0} {1}", Path.GetFileName(path), why);
        return false;
    }

    private static string Local(string name) => name.Split(new[] { " as " }, StringSplitOptions.None).Last();

    private static Regex Line(string pattern) => new("^" + pattern + @"\n", RegexOptions.Multiline);

    private sealed class Module(string path)
    {
        public string Path { get; } = path;

        public string Text { get; set; } = "";

        public List<ImportLine> Imports { get; } = [];

        public List<string> Declared { get; } = [];

        public List<string> Exported { get; } = [];

        public List<string> Later { get; } = [];
    }

    private sealed class ImportLine(string from, bool relative, List<string> names)
    {
        public string From { get; } = from;

        public bool Relative { get; } = relative;

        public List<string> Names { get; } = names;
    }

    private sealed class Bundle(string output, string begins)
    {
        public string Output { get; } = output;

        public string Begins { get; } = System.IO.Path.GetFullPath(begins);

        public HashSet<string> Seen { get; } = [];

        public List<Module> Modules { get; } = [];
    }
}
