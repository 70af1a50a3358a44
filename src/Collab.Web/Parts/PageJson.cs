using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Collab.Web.Parts;

/// <summary>How data for a script is written into a page.</summary>
public static class PageJson
{
    /// <summary>camelCase, nulls left out. Every script is written as it is, but &lt; &gt; &amp; and quotes are escaped: no title can end the element.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };
}
