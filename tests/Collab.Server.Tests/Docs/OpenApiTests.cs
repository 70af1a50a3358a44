using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Collab.Testing;

namespace Collab.Server.Tests.Docs;

/// <summary>/openapi/v1.json says what docs/wire.md and docs/schemas say.</summary>
[Collection(ServerCollection.Name)]
public sealed partial class OpenApiTests(ServerFixture fixture)
{
    private const string Components = "#/components/schemas/";

    [Fact]
    public async Task Every_call_has_the_body_the_status_and_the_answer_of_the_page()
    {
        var paths = (await DescriptionAsync())["paths"]!;
        var calls = WirePage.Open().Calls.Where(call => call.Path.StartsWith("/api/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(calls);
        foreach (var call in calls)
        {
            var operation = paths[call.Path]![call.Method.ToLowerInvariant()]!;
            Assert.Equal((call, call.Body), (call, SchemaOf(operation["requestBody"])));
            Assert.Equal((call, call.Answer), (call, SchemaOf(operation["responses"]![$"{call.Status}"])));
            Assert.Equal(Components + "Problem", (string)operation["responses"]!["default"]!["content"]!["application/problem+json"]!["schema"]!["$ref"]!);
        }
    }

    [Fact]
    public async Task It_is_named_and_numbered_as_the_program_is()
    {
        var info = (await DescriptionAsync())["info"]!;
        Assert.Equal(("Collab", typeof(Collab.Server.Commands.StrictJson).Assembly.GetName().Version!.ToString(3)), ((string)info["title"]!, (string)info["version"]!));
    }

    [Fact]
    public async Task The_schemas_are_those_of_the_folder_and_every_reference_leads_to_one()
    {
        var document = await DescriptionAsync();
        var components = document["components"]!["schemas"]!.AsObject();
        var folder = await SchemaFolder.OpenAsync();
        var parts = folder.Source("parts")["$defs"]!.AsObject().Select(part => part.Key);
        Assert.Equal(folder.Names.Concat(parts).Order(StringComparer.Ordinal), components.Select(component => component.Key).Order(StringComparer.Ordinal));
        foreach (var name in folder.Names)
        {
            var meant = JsonNode.Parse(folder.Source(name).ToJsonString().Replace("parts.schema.json#/$defs/", Components, StringComparison.Ordinal))!.AsObject();
            meant.Remove("$schema");
            Assert.True(JsonNode.DeepEquals(meant, components[name]), name);
        }

        Assert.All(Reference().Matches(document.ToJsonString()), reference => Assert.True(components.ContainsKey(reference.Groups["name"].Value), reference.Value));
    }

    [Fact]
    public async Task Whatever_the_page_puts_behind_a_question_mark_or_in_braces_is_a_parameter()
    {
        var paths = (await DescriptionAsync())["paths"]!;
        var rows = Repository.Read("docs", "wire.md").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => (Line: line, Call: Call().Match(line))).Where(row => row.Call.Success).ToList();
        foreach (var (line, call) in rows)
        {
            var parameters = paths[call.Groups["path"].Value]?[call.Groups["method"].Value.ToLowerInvariant()]?["parameters"]?.AsArray()
                ?? throw new InvalidOperationException($"{call.Value} is not described.");
            var known = parameters.Select(parameter => $"{(string)parameter!["in"]!} {(string)parameter["name"]!}").ToList();
            Assert.All(Asked().Matches(line), asked => Assert.Contains($"query {asked.Groups["name"].Value}", known));
            Assert.Equal(InPath().Matches(call.Groups["path"].Value).Select(part => $"path {part.Groups["name"].Value}"), known.Where(parameter => parameter.StartsWith("path ", StringComparison.Ordinal)));
        }

        Assert.Contains("header Idempotency-Key", Names("/api/documents/{document}/annotations/{annotation}", "delete"));
        Assert.Contains("header If-Match", Names("/api/documents/{document}/annotations/{annotation}", "patch"));
        Assert.Contains("header Last-Event-ID", Names("/api/documents/{document}/events", "get"));
        Assert.Contains("query atLeast", Names("/api/documents/{document}/notebook", "get"));
        Assert.NotNull(paths["/api/seminars/{seminar}/documents"]!["post"]!["requestBody"]!["content"]!["multipart/form-data"]!["schema"]!["properties"]!["file"]);

        IEnumerable<string> Names(string path, string method) => paths[path]![method]!["parameters"]!.AsArray().Select(parameter => $"{(string)parameter!["in"]!} {(string)parameter["name"]!}");
    }

    private async Task<JsonObject> DescriptionAsync() => await (await fixture.Server.OutsiderAsync()).ReadAsync("/openapi/v1.json");

    private static string? SchemaOf(JsonNode? message) => (string?)message?["content"]?["application/json"]?["schema"]?["$ref"] is { } reference ? reference[Components.Length..] : null;

    [GeneratedRegex(@"""#/components/schemas/(?<name>[A-Za-z]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();

    [GeneratedRegex(@"`(?<method>GET|POST|PUT|PATCH|DELETE) (?<path>/api/[^`]*)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Call();

    [GeneratedRegex(@"`[?&](?<name>[a-zA-Z]+)=", RegexOptions.ExplicitCapture)]
    private static partial Regex Asked();

    [GeneratedRegex(@"\{(?<name>[a-z]+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex InPath();
}
