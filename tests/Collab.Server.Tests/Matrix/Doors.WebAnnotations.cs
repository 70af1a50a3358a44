using System.Text.Json.Nodes;
using static Collab.Server.Tests.Matrix.Traits;

namespace Collab.Server.Tests.Matrix;

internal static partial class Doors
{
    private const string W = "/w3c/documents/{document}/annotations", A = W + "/{annotation}";

    /// <summary>The same by the W3C's protocol.</summary>
    private static IEnumerable<Door> WebAnnotations() =>
    [
        new("read-document", Way.Http, $"GET {W}", Document),
        new("read-document", Way.Http, $"GET {A}", Traits.Note),
        new("read-hidden-body", Way.Http, $"GET {W}", Traits.Note | Traits.Words) { Query = "?iris=0&page={before}" },
        new("read-hidden-body", Way.Http, $"GET {A}", Traits.Note | Traits.Words),
        new("annotate", Way.Http, $"POST {W}", Point | Writing | Waits, Annotated),
        new("edit-annotation", Way.Http, $"PUT {A}", Traits.Note | Point | Writing, Annotated),
        new("delete-annotation", Way.Http, $"DELETE {A}", Traits.Note | Point | Writing | Override),
    ];

    private static JsonObject Annotated(Cell cell) => new()
    {
        ["@context"] = "http://www.w3.org/ns/anno.jsonld",
        ["type"] = "Annotation",
        ["body"] = new JsonObject { ["type"] = "TextualBody", ["value"] = "What they think." },
        ["target"] = $"{cell.World.Origin}/rooms/{cell.World.Document}#clause-{cell.Clause}",
    };
}
