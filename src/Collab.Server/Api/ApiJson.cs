using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Collab.Domain;
using Collab.Domain.Views;
using Collab.Server.Commands;
using Collab.Server.Problems;
using Collab.Server.Security;
using Microsoft.Net.Http.Headers;

namespace Collab.Server.Api;

/// <summary>How answers are written and request bodies read.</summary>
internal static class ApiJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        // JSON is never put into HTML without escaping it there.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new TimeConverter());
    }

    /// <summary>The body as JSON, strictly.</summary>
    /// <exception cref="RefusalException"><c>unsupported-media-type</c>, or what <see cref="StrictJson.Read{T}"/> refuses.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request)
        where T : class => StrictJson.Read<T>((await ReadBytesAsync(request)).Span);

    /// <summary>The bytes of a body that says to be JSON.</summary>
    /// <exception cref="RefusalException"><c>unsupported-media-type</c>, <c>timeout</c>; or what is refused to who may no more when it has arrived.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType() || !IsUtf8(request))
            throw new RefusalException("unsupported-media-type", "Send the body as JSON, with the header Content-Type: application/json. Its only charset is utf-8.");
        using var bytes = new MemoryStream();
        try
        {
            await LateBody.ReadAsync(request.HttpContext, request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted));
        }
        catch (OperationCanceledException)
        {
            // Stopped before it had begun: that is known.
            throw new RefusalException(Problem.TooSlow.Code, Problem.TooSlow.Detail);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    // Whoever stands before us may go by another charset than we do, and let pass what it would have stopped.
    private static bool IsUtf8(HttpRequest request) => MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.Parameters.Where(parameter => parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)).ToList() is var charsets
        && charsets.Count <= 1 && charsets.TrueForAll(charset => charset.GetUnescapedValue().Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private sealed class TimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(WireJson.Time(value));
    }
}
