using System.IO.Compression;
using System.Text;
using static Collab.Server.Tests.Matrix.Traits;

namespace Collab.Server.Tests.Matrix;

internal static partial class Doors
{
    /// <summary>A file with one note, on the whole document.</summary>
    private static string NotesOf(string word) => $$"""{"annotations":[{"id":"{{word}}","user":"acct:ana@example.org","text":"Noted: {{word}}","tags":[],"target":[]}]}""";

    private static IEnumerable<Door> Documents() =>
    [
        new("read-document", Way.Http, $"GET {D}", Document),
        new("read-document", Way.Http, $"GET {N}", Traits.Note),
        new("read-document", Way.Http, $"GET {S}/documents", Document),
        new("read-document", Way.Http, $"GET {D}/events", Document),
        new("read-document", Way.Http, $"GET {D}/waiting", Document),
        new("read-document", Way.Hub, "Watch", Document, cell => new object[] { cell.World.Document, 0 }),
        new("read-document", Way.Http, $"GET {D}/rounds/{{round}}", Document),
        new("pin", Way.Http, $"GET {D}/drafts", Document),
        new("read-document", Way.Http, $"GET {D}/stances/mine", Document),
        new("read-document", Way.Http, $"GET {D}/inbox", Document),
        new("read-document", Way.Http, $"GET {D}/feed", Document),
        new("read-document", Way.Http, $"GET {D}/editions", Document),
        new("read-document", Way.Http, $"GET {D}/editions/{{edition}}", Document),
        new("read-document", Way.Http, $"GET {D}/revisions", Document),
        new("read-document", Way.Http, $"GET {D}/revisions/queue", Document),
        new("revise-text", Way.Http, $"POST {D}/revisions/preview", Document, cell => new { text = "1. A point of the next revision." }),
        new("change-settings", Way.Http, $"GET {D}/webhooks"),
        new("change-settings", Way.Http, $"POST {D}/webhooks", None, cell => new { url = "https://hook.invalid/collab" }) { Restore = cell => cell.World.ForgetWebhooksAsync() },
        new("change-settings", Way.Http, $"DELETE {D}/webhooks/{{webhook}}") { Prepare = cell => cell.World.MakeWebhookAsync(cell), Restore = cell => cell.World.ForgetWebhooksAsync() },
        new("write-private-note", Way.Http, $"POST {D}/watch", Document, cell => Body(cell, ("clause", cell.Clause), ("on", true))),
        new("write-private-note", Way.Http, $"POST {D}/read", Document, cell => Body(cell, ("epoch", cell.World.Epoch), ("upTo", 1))),
        new("read-private-note", Way.Http, $"GET {D}/notebook", Document),
        new("read-private-note", Way.Http, $"GET {D}/notebook/events", Document),
        new("read-private-note", Way.Hub, "WatchNotebook", Document, cell => new object[] { cell.World.Document, 0 }),
        new("search", Way.Http, $"GET {D}/search", Document) { Query = "?q=point" },
        new("search", Way.Http, $"GET {S}/search", Document) { Query = "?q=point" },
        new("search", Way.Http, $"GET {S}/tags"),
        new("export", Way.Http, $"GET {D}/export", Document) { Query = "?format=text" },
        new("export", Way.Http, $"GET {D}/archive", Document),
        new("see-presence", Way.Http, $"POST {D}/presence", Document, cell => new { connection = "laptop" }),
        new("see-presence", Way.Hub, "Presence", Document, cell => new object[] { cell.World.Document }),
        new("see-presence", Way.Hub, "At", Document, cell => new object?[] { cell.World.Document, cell.Clause, null }),
        new("see-presence", Way.Hub, "Typing", Document, cell => new object[] { cell.World.Document, cell.Clause, true }),
    ];

    /// <summary>Whether words that not all may read are in what leaves.</summary>
    private static IEnumerable<Door> Words() =>
    [
        new("read-hidden-body", Way.Http, $"GET {D}", Traits.Note | Traits.Words),
        new("read-hidden-body", Way.Http, $"GET {N}", Traits.Note | Traits.Words),
        new("read-hidden-body", Way.Http, $"GET {D}/events", Traits.Note | Traits.Words) { Query = "?after={before}&limit=1" },
        new("read-hidden-body", Way.Http, $"GET {D}/search", Traits.Note | Traits.Words) { Query = "?q={word}" },
        new("read-hidden-body", Way.Http, $"GET {D}/feed", Traits.Note | Traits.Words) { Query = "?limit=200&before={later}" },
        new("read-hidden-body", Way.Http, $"GET {S}/search", Traits.Note | Traits.Words) { Query = "?q={word}" },
        new("read-hidden-body", Way.Hub, "Watch", Traits.Note | Traits.Words, cell => new object[] { cell.World.Document, cell.Seq - 1 }),
        new("read-hidden-body", Way.Page, "GET /rooms/{document}/reading", Traits.Note | Traits.Words),
        .. new[] { "markdown", "html", "jsonld", "json", "csv", "text", "tei", "akn", "hypothesis" }.Select(format =>
            new Door("export-hidden", Way.Http, $"GET {D}/export", Traits.Note | Traits.Words | Withholds) { Query = $"?format={format}&scope=selected&annotation={{annotation}}" }),
        new("read-private-note", Way.Http, $"GET {D}/notebook", Traits.Note | Traits.Words | Private),
        new("read-private-note", Way.Http, $"GET {D}/notebook/events", Traits.Note | Traits.Words | Private) { Query = "?limit=1000" },
    ];

    private static IEnumerable<Door> Seminars() =>
    [
        new("know-seminar", Way.Http, $"GET {S}"),
        new("see-members", Way.Http, $"GET {S}/members"),
        new("rename-self", Way.Http, "PATCH /api/me", None, cell => new { displayName = $"Somebody {cell.Word[..12]}", seminar = cell.World.Seminar }),
        new("import-document", Way.Http, $"POST {S}/documents", None, cell => new { commandId = Guid.NewGuid(), text = "1. A point.\n\n2. Another." }),
        new("add-edition", Way.Http, $"POST {D}/editions", Document | Writing, cell => new { commandId = Guid.NewGuid(), language = "de", edition = $"de-{cell.Word[1..9]}", text = "1. Der erste Punkt.\n\n2. Der zweite Punkt." }),
        new("add-edition", Way.Http, $"POST {D}/editions/preview", Document, cell => new { text = "1. Der erste Punkt." }),
        new("import-document", Way.Http, $"POST {D}/imports", Document | Writing, cell => new { commandId = Guid.NewGuid(), text = NotesOf(cell.Word) }),
        new("import-document", Way.Http, $"POST {D}/imports/preview", Document, cell => new { text = NotesOf(cell.Word) }),
        new("import-document", Way.Http, $"POST {S}/documents/preview", None, cell => new { text = "1. A point." }),
        new("invite-to-annotator", Way.Http, $"GET {S}/invites"),
        new("invite-to-annotator", Way.Http, $"POST {S}/invites", None, cell => new { role = "annotator" }),
        new("invite-to-annotator", Way.Http, $"DELETE {S}/invites/{{invite}}") { Prepare = cell => InviteAsync(cell, "annotator") },
        new("invite-to-annotator", Way.Http, $"POST {S}/code", None, cell => new { role = "reader" }),
        new("invite-to-annotator", Way.Http, $"DELETE {S}/code"),
        new("invite-above", Way.Http, $"POST {S}/invites", None, cell => new { role = "moderator" }),
        new("invite-above", Way.Http, $"DELETE {S}/invites/{{invite}}") { Prepare = cell => InviteAsync(cell, "moderator") },
        new("change-role", Way.Http, $"PATCH {S}/members/{{member}}", Traits.Member, cell => new { role = "reader" }),
        new("remove-member", Way.Http, $"DELETE {S}/members/{{member}}", Traits.Member),
        new("remove-member", Way.Http, $"POST {S}/members/{{member}}/restore", Traits.Member),
        new("mute-member", Way.Http, $"POST {S}/members/{{member}}/mute", Traits.Member, cell => new { reason = "Shouting." }),
        new("mute-member", Way.Http, $"POST {S}/members/{{member}}/unmute", Traits.Member),
        new("recover-seat", Way.Http, $"POST {S}/members/{{member}}/seat", Traits.Member | NotByToken, cell => new { }),
        new("erase", Way.Http, $"POST {S}/members/{{member}}/erase", Traits.Member | NotByToken),
        new("see-queue", Way.Http, $"GET {S}/queue"),
        new("read-audit-log", Way.Http, $"GET {S}/audit"),
        new("see-members", Way.Http, $"GET {S}/settings"),
        new("change-settings", Way.Http, $"PATCH {S}/settings", None, cell => new { retentionDays = 400 }),
        new("archive-seminar", Way.Http, $"GET {S}/archive"),
        new("delete-seminar", Way.Http, $"DELETE {S}", Seminar | NotByToken, cell => new { title = World.Title }),
    ];

    private static IEnumerable<Door> Accounts() =>
    [
        new("create-seminar", Way.Http, "POST /api/seminars", None, cell => new { title = "One more" }),
        new("create-seminar", Way.Http, "POST /api/preview", None, cell => new { text = "1. A point." }),
        new("manage-own-tokens", Way.Http, "GET /api/tokens"),
        new("manage-own-tokens", Way.Http, "POST /api/tokens", NotByToken, cell => new { name = "a program", scopes = new[] { "read" } }),
        new("manage-own-tokens", Way.Http, "DELETE /api/tokens/{token}") { Prepare = cell => cell.World.MakeTokenAsync(cell) },
        new("operate", Way.Http, "GET /admin/info"),
        new("know-seminar", Way.Http, "GET /admin/info"),
        new("delete-seminar", Way.Http, "DELETE /admin/seminars/{seminar}", Seminar, cell => new { title = World.Title }),
        new("manage-own-tokens", Way.Http, "GET /admin/tokens"),
    ];

    private static IEnumerable<Door> Pages() =>
    [
        new("read-document", Way.Page, "GET /rooms/{document}", Document),
        new("read-document", Way.Page, "GET /rooms/{document}/notes/{number}", Document),
        new("read-document", Way.Page, "GET /rooms/{document}/points/{clause}", Document),
        new("read-document", Way.Page, "GET /rooms/{document}/text/{revision}", Document),
        new("read-document", Way.Page, "GET /rooms/{document}/cite", Document) { Query = "?note=1" },
        new("import-document", Way.Page, "GET /rooms/{document}/imports", Document),
        new("import-document", Way.Page, "POST /rooms/{document}/imports", Document, cell => new Dictionary<string, string> { ["action"] = "preview", ["kept"] = Packed(NotesOf(cell.Word)) }),
        new("change-settings", Way.Page, "GET /rooms/{document}/webhooks"),
        new("change-settings", Way.Page, "POST /rooms/{document}/webhooks", None, cell => new Dictionary<string, string> { ["action"] = "add", ["url"] = "https://hook.invalid/collab" }) { Restore = cell => cell.World.ForgetWebhooksAsync() },
        new("read-document", Way.Page, "GET /rooms/{document}/reading", Document),
        new("read-document", Way.Page, "GET /rooms/{document}/projector", Document),
        new("read-document", Way.Page, "GET /rooms/{document}/session", Document),
        new("read-document", Way.Page, "GET /rooms/{document}/editions", Document),
        new("read-document", Way.Page, "GET /rooms/{document}/revisions", Document),
        new("read-document", Way.Page, "GET /rooms/{document}/revisions/{revision}", Document),
        new("revise-text", Way.Page, "GET /rooms/{document}/revise", Document),
        new("annotate", Way.Page, "POST /rooms/{document}/reading", Point | Writing | Override, cell => Form(cell, "annotate")),
        new("reply", Way.Page, "POST /rooms/{document}/reading", Traits.Note | Point | Writing | Override, cell => Form(cell, "reply")),
        new("export", Way.Page, "GET /rooms/{document}/export", Document),
        new("see-members", Way.Page, "GET /rooms/{document}/manage", Document),
        new("see-members", Way.Page, "GET /seminars/{seminar}/manage"),
        new("search", Way.Page, "GET /seminars/{seminar}/search"),
        new("see-queue", Way.Page, "GET /seminars/{seminar}/queue"),
        new("read-audit-log", Way.Page, "GET /seminars/{seminar}/audit"),
    ];

    /// <summary>Last of all: the text is another then, and what somebody wrote is gone.</summary>
    private static IEnumerable<Door> OwnWords() =>
    [
        // That a note is on an earlier text, and who may leave it there, is tried with the revisions.
        new("revise-text", Way.Http, $"POST {N}/keep", Traits.Note, cell => Body(cell, ("version", 1))) { Only = [Condition.Revoked] },
        new("revise-text", Way.Page, "POST /rooms/{document}/revisions", Document, cell => Form(cell, "keep")) { Only = [Condition.Revoked] },
        new("revise-text", Way.Page, "POST /rooms/{document}/revise", Document, cell => new Dictionary<string, string> { ["text"] = "1. A point of the next revision." }),
        new("revise-text", Way.Http, $"POST {D}/revisions", Document | Writing, cell => new { commandId = Guid.NewGuid(), revision = 1, text = "1. A point that is new and like no other here." }),
        new("export-words", Way.Http, "GET /api/me/words", NotByToken),
        new("erase", Way.Http, "POST /api/me/erase", NotByToken, cell => new { scope = "seminar", seminar = cell.World.Seminar, confirm = World.Title }),
    ];

    private static Dictionary<string, string> Form(Cell cell, string action) =>
        new() { ["action"] = action, ["text"] = "What they think.", ["clause"] = cell.Clause, ["annotation"] = cell.Note, ["commandId"] = Guid.NewGuid().ToString() };

    /// <summary>A file as the page of an import keeps it.</summary>
    private static string Packed(string file)
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            packed.Write(Encoding.UTF8.GetBytes(file));
        return Convert.ToBase64String(bytes.ToArray());
    }

    private static async Task InviteAsync(Cell cell, string role) =>
        cell.Thing = (string)(await cell.World.OwnerAsync(HttpMethod.Post, $"/api/seminars/{cell.World.Seminar}/invites", new { role }))!["id"]!;
}
