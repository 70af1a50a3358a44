using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Collab.Server.Api;

/// <summary>
/// The API as OpenAPI: the calls that the server has, each with the bodies, statuses and parameters that docs/wire.md and docs/schemas
/// say. They are within the program, so that the two descriptions cannot differ.
/// </summary>
internal sealed class OpenApiDescription(IServiceProvider services)
{
    public const string Name = "v1";

    private const string Components = "#/components/schemas/", Json = "application/json";

    private readonly Lazy<Task<string>> _text = new(() => DescribeAsync(services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name)));

    public async Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = Json;
        await context.Response.WriteAsync(await _text.Value, context.RequestAborted);
    }

    private static async Task<string> DescribeAsync(IOpenApiDocumentProvider provider)
    {
        var document = JsonNode.Parse(await (await provider.GetOpenApiDocumentAsync(CancellationToken.None)).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, CancellationToken.None))!;
        document["info"] = new JsonObject { ["title"] = "Collab", ["version"] = typeof(OpenApiDescription).Assembly.GetName().Version!.ToString(3) };
        document["components"] = new JsonObject { ["schemas"] = Schemas() };
        var paths = document["paths"]!.AsObject();
        foreach (var call in WireCall.All(Read("wire.md")))
        {
            if (paths[call.Path]?[call.Method.ToLowerInvariant()] is JsonObject operation)
                Complete(operation, call);
        }

        return document.ToJsonString();
    }

    private static void Complete(JsonObject operation, WireCall call)
    {
        operation["parameters"] = new JsonArray([.. WireParameters.Of(call).Select(ToJson)]);
        operation.Remove("requestBody");
        if (call.Body is { } body)
        {
            var content = new JsonObject { [Json] = Schema(body) };
            if (body is "ImportDocument" or "PreviewDocument")
                content["multipart/form-data"] = Form(body == "ImportDocument");
            operation["requestBody"] = new JsonObject { ["content"] = content, ["required"] = body is not ("UnpinBody" or "ShowCode") };
        }

        var answer = new JsonObject { ["description"] = call.Answer ?? "Done." };
        if (call.Answer is { } schema)
            answer["content"] = new JsonObject { [Json] = Schema(schema) };
        if (call.Path.EndsWith("/events", StringComparison.Ordinal))
            answer["content"]!["text/event-stream"] = new JsonObject();
        operation["responses"] = new JsonObject
        {
            [$"{call.Status}"] = answer,
            ["default"] = new JsonObject { ["description"] = "A refusal.", ["content"] = new JsonObject { [Problems.Problem.ContentType] = Schema("Problem") } },
        };
    }

    private static JsonObject ToJson(WireParameters.Parameter parameter)
    {
        var schema = new JsonObject { ["type"] = parameter.Type };
        if (parameter.Type == "array")
            schema["items"] = new JsonObject { ["type"] = "string" };
        return new JsonObject { ["name"] = parameter.Name, ["in"] = parameter.In, ["description"] = parameter.Description, ["required"] = parameter.Required, ["schema"] = schema };
    }

    private static JsonObject Form(bool isSaved)
    {
        var fields = new JsonObject { ["file"] = new JsonObject { ["type"] = "string", ["format"] = "binary" } };
        if (isSaved)
        {
            fields["title"] = new JsonObject { ["type"] = "string" };
            fields["commandId"] = new JsonObject { ["$ref"] = Components + "commandId" };
        }

        return new JsonObject { ["schema"] = new JsonObject { ["type"] = "object", ["properties"] = fields, ["required"] = new JsonArray("file") } };
    }

    private static JsonObject Schema(string name) => new() { ["schema"] = new JsonObject { ["$ref"] = Components + name } };

    private static JsonObject Schemas()
    {
        var schemas = new JsonObject();
        foreach (var resource in typeof(OpenApiDescription).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".schema.json", StringComparison.Ordinal)))
        {
            var schema = JsonNode.Parse(Read(resource).Replace("parts.schema.json#/$defs/", Components).Replace("#/$defs/", Components))!.AsObject();
            schema.Remove("$schema");
            if (schema["$defs"] is not JsonObject parts)
            {
                schemas[resource.Split('.')[0]] = schema;
                continue;
            }

            foreach (var (name, part) in parts)
                schemas[name] = part!.DeepClone();
        }

        return schemas;
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(OpenApiDescription).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
