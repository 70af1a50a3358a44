using static Collab.Storage.ColumnKind;

namespace Collab.Storage;

/// <summary>A table that both databases have.</summary>
/// <param name="Name">Its name in both.</param>
/// <param name="Order">By what its rows are read.</param>
/// <param name="Columns">The columns that both have.</param>
internal sealed record Table(string Name, string Order, params IReadOnlyList<Column> Columns)
{
    /// <summary>Every table, those that others refer to first.</summary>
    public static IReadOnlyList<Table> All { get; } =
    [
        new("streams", "key", ("key", Number), ("id", TextAsBytes), ("kind", Text), ("epoch", Bytes)),
        new("texts", "hash", ("hash", Bytes), ("bytes", Bytes)),
        new(
            "events",
            "stream, seq",
            ("stream", Number), ("seq", Number), ("clause", TextAsBytes), ("actor", TextAsBytes), ("command", Id), ("ordinal", SmallNumber), ("kind", TextAsBytes),
            ("at", Number), ("data", Bytes), ("payload", Bytes), ("salt", Bytes), ("digest", Bytes), ("hash", Bytes)),
        new("snapshots", "stream", ("stream", Number), ("seq", Number), ("hash", Bytes), ("format", SmallNumber), ("bytes", Bytes), ("digest", Bytes)),
        new("people", "id", ("id", Text), ("display_name", Text), ("created", Number)),
        new(
            "sessions",
            "id",
            ("id", Text), ("person", Text), ("created", Number), ("last_seen", Number), ("device", Text), ("ended", Number), ("signed_in", Number), ("way", SmallNumber),
            ("grant_data", Bytes), ("checked", Number)),
        new(
            "tokens",
            "id",
            ("id", Text), ("person", Text), ("name", Text), ("scopes", SmallNumber), ("seminar", Text), ("secret", Text), ("created", Number), ("expires", Number),
            ("last_used", Number), ("revoked", Number)),
        new(
            "links",
            "secret",
            ("secret", Text), ("kind", SmallNumber), ("person", Text), ("seminar", Text), ("role", Text), ("created", Number), ("expires", Number),
            ("remote_allowed", Flag), ("used", Number), ("command", Text), ("id", Text), ("member", Text), ("revoked", Number)),
        new(
            "passkeys",
            "id",
            ("id", Bytes), ("person", Text), ("name", Text), ("public_key", Bytes), ("sign_count", Number), ("transports", Text), ("verified", Flag), ("backup_eligible", Flag),
            ("backed_up", Flag), ("created", Number), ("last_used", Number)),
        new("ceremonies", "id", ("id", Text), ("kind", SmallNumber), ("person", Text), ("state", Bytes), ("expires", Number)),
        new("identities", "issuer, subject", ("issuer", Text), ("subject", Text), ("person", Text), ("created", Number), ("last_seen", Number)),
        new("contacts", "person", ("person", Text), ("address", Text), ("confirmed", Number)),
        new("joins", "command", ("command", Text), ("person", Text), ("seminar", Text)),
        new("memberships", "person, seminar", ("person", Text), ("seminar", Text), ("member", Text)),
        new("settings", "key", ("key", Text), ("value", Bytes)),
        new("data_protection_keys", "number", ("number", Number), ("id", Text), ("xml", Text)),
    ];

    /// <summary>Those beside the logs of which nothing goes by itself, by name.</summary>
    public static IReadOnlyList<string> Lasting { get; } = ["people", "memberships", "tokens", "passkeys", "identities", "contacts", "data_protection_keys"];

    /// <summary>The names of the columns.</summary>
    public string Names => string.Join(", ", Columns.Select(column => column.Name));
}
