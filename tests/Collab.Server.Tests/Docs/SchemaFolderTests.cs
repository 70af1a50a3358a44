using System.Text.Json.Nodes;

namespace Collab.Server.Tests.Docs;

public sealed class SchemaFolderTests
{
    // What the validator really checks: a keyword that it passes over would promise without holding.
    private static readonly HashSet<string> Checked =
    [
        "$schema", "$defs", "$ref", "title", "description", "type", "properties", "required", "additionalProperties", "items", "enum", "pattern", "minimum", "maximum", "minLength",
        "maxLength", "minItems", "maxItems",
    ];

    [Fact]
    public async Task Every_schema_uses_only_keywords_that_are_checked_here()
    {
        var schemas = await SchemaFolder.OpenAsync();
        Assert.NotEmpty(schemas.Names);
        foreach (var name in schemas.Names.Append("parts"))
        {
            Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string)schemas.Source(name)["$schema"]!);
            Assert.Equal(name, (string)schemas.Source(name)["title"]!);
            Assert.Empty(Keywords(schemas.Source(name)).Where(keyword => !Checked.Contains(keyword)).Select(keyword => $"{name}: {keyword}"));
        }
    }

    [Theory]
    [InlineData("""{"document":DOCUMENT,"commandId":COMMAND,"body":{"text":"a"}}""", "")]
    [InlineData("""{"document":DOCUMENT,"commandId":COMMAND}""", "PropertyRequired: #/body")]
    [InlineData("""{"document":DOCUMENT,"commandId":COMMAND,"body":{"text":"a"},"colour":1}""", "NoAdditionalPropertiesAllowed: #/colour")]
    [InlineData("""{"document":DOCUMENT,"commandId":COMMAND,"body":{"text":"a","html":"b"}}""", "NoAdditionalPropertiesAllowed: #/body.html")]
    [InlineData("""{"document":"7e0x","commandId":COMMAND,"body":{"text":"a"}}""", "StringTooShort: #/document")]
    [InlineData("""{"document":DOCUMENT,"commandId":"1","body":{"text":"a"}}""", "PatternMismatch: #/commandId")]
    [InlineData("""{"document":DOCUMENT,"commandId":COMMAND,"body":{"text":1}}""", "StringExpected: #/body.text")]
    [InlineData("""{"document":DOCUMENT,"commandId":COMMAND,"body":{"text":"a"},"visibility":"secret"}""", "NotInEnumeration: #/visibility")]
    [InlineData("""{"document":DOCUMENT,"commandId":COMMAND,"body":{"text":"a"},"pin":"yes"}""", "BooleanExpected: #/pin")]
    [InlineData("""{"document":DOCUMENT,"commandId":COMMAND,"body":{"text":"a"},"targets":[{"clause":DOCUMENT,"position":{"start":-1,"end":2}}]}""", "NumberTooSmall")]
    [InlineData("""{"document":DOCUMENT,"commandId":COMMAND,"body":{"text":"a"},"targets":[{"clause":DOCUMENT,"position":{"start":1.5,"end":2}}]}""", "IntegerExpected")]
    [InlineData("""{"document":DOCUMENT,"commandId":COMMAND,"body":{"text":"a"},"tags":["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17","18","19","20","21"]}""", "TooManyItems: #/tags")]
    public async Task A_command_that_is_not_as_its_schema_says_is_found(string json, string error)
    {
        json = json.Replace("DOCUMENT", "\"7e0xd30q3c1v5k9s2n8m4b6w1h\"").Replace("COMMAND", "\"8f0c6b0e-5f3e-4e0a-9c52-6f2e7d1b7a10\"");
        var errors = string.Join('\n', (await SchemaFolder.OpenAsync()).Errors("Annotate", json));
        Assert.Contains(error, errors, StringComparison.Ordinal);
        Assert.Equal(error.Length == 0, errors.Length == 0);
    }

    [Theory]
    [InlineData("CreateToken", """{"name":"a","scopes":[]}""", "TooFewItems")]
    [InlineData("CreateToken", """{"name":"a","scopes":["read"],"expiresInDays":4000}""", "NumberTooBig")]
    [InlineData("Resync", """{"resync":false}""", "NotInEnumeration")]
    [InlineData("CommandOutcome", """{"seq":1,"colour":"red"}""", "NoAdditionalPropertiesAllowed")]
    [InlineData("Draft", """{"metadata":{"date":1917},"clauses":[],"warnings":[]}""", "StringExpected")]
    public async Task An_answer_that_is_not_as_its_schema_says_is_found(string schema, string json, string error) =>
        Assert.Contains(error, string.Join('\n', (await SchemaFolder.OpenAsync()).Errors(schema, json)), StringComparison.Ordinal);

    [Fact]
    public async Task A_request_takes_no_other_field_and_an_answer_leaves_room_for_more()
    {
        var schemas = await SchemaFolder.OpenAsync();
        var requests = WirePage.Open().RequestSchemas.ToHashSet();
        Assert.NotEmpty(requests);
        foreach (var name in schemas.Names)
            Assert.Equal((name, requests.Contains(name)), (name, (bool?)schemas.Source(name)["additionalProperties"] is false));
    }

    private static IEnumerable<string> Keywords(JsonNode schema)
    {
        foreach (var (keyword, value) in schema.AsObject())
        {
            yield return keyword;
            var within = keyword is "properties" or "$defs" ? value!.AsObject().SelectMany(part => Keywords(part.Value!))
                : value is JsonObject ? Keywords(value) : [];
            foreach (var inner in within)
                yield return inner;
        }
    }
}
