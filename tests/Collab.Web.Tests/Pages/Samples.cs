using Collab.Web.Models;
using Collab.Web.Pages;

namespace Collab.Web.Tests.Pages;

/// <summary>Every page, filled with made-up people and with text that tries to get out.</summary>
internal static class Samples
{
    /// <summary>What a browser would run if it were not escaped, in each place where a person can write.</summary>
    public const string Payload = "</script><img src=x onerror=alert(1)><script>alert(2)</script>\"'><svg onload=alert(3)>";

    private static readonly DateTimeOffset At = new(2026, 11, 23, 8, 30, 0, TimeSpan.Zero);

    public static readonly PageFrame Frame = new("bm9uY2U=") { Name = $"Ines {Payload}" };

    public static readonly IReadOnlyList<ClauseModel> Clauses =
    [
        new("c1", null, "preamble", 1, "The board considers that the present meeting is of historic importance."),
        new("c2", "I.", "heading", 1, "Of the library"),
        new("c3", "1", "point", 2, "A reader 😀 may take out two books.") { Locked = true },
        new("c4", "2", "point", 2, $"A book is due {Payload} after a month."),
        new("c5", null, "paragraph", 1, "Two lines,\nand the end."),
    ];

    public static readonly IReadOnlyList<MetadataEntry> Metadata = [new("date", "2 March 1921"), new("source", $"Collected rules {Payload}")];

    public static readonly RoomModel Room = new(
        new RoomData("d1", "s1", $"Rules {Payload}", new MemberModel("m1", $"Ines {Payload}", "moderator"), ["annotate", "reply", "pin"], "e1", 42) { SeminarTitle = "Reading group" },
        Clauses)
    { Metadata = Metadata, Notes = 3 };

    public static readonly ReadingModel Reading = new("d1", $"Rules {Payload}",
    [
        new(Clauses[0], [Note(1, "Tomas", [new("c1", 0, 9), new("c1", 30, 45)])]),
        new(Clauses[1], []),
        new(Clauses[2],
        [
            Note(2, "Lena", [new("c3", 2, 10)]) with { Pinned = true, Replies = [Note(4, "Ruth", []) with { Replies = [Note(5, "Nadia", [])] }] },
            Note(3, "Omar", [new("c3", 4, 20)]) with { State = "hidden", Reason = Payload, Text = null },
        ]),
        new(Clauses[3], [Note(6, Payload, []) with { Tags = [Payload], Quotes = [new(Payload, Payload, "de")], AlsoAt = [Payload] }, Note(1, "Tomas", [])]),
        new(Clauses[4], [Note(7, "Ada", []) with { State = "deleted", Text = null }]),
    ])
    {
        Metadata = Metadata,
        Notes = [Note(8, "Ada", [])],
        MayAnnotate = true,
        MayReply = true,
        MayWriteWhenLocked = true,
        Antiforgery = new("__t", "token\"><b>"),
        Error = Payload,
        Refused = new("c4", null, Payload),
        Seq = 42,
    };

    public static readonly IReadOnlyDictionary<string, (Type Page, IDictionary<string, object?> Parameters)> Pages = new Dictionary<string, (Type, IDictionary<string, object?>)>
    {
        ["home"] = Page(typeof(HomePage), ("Home", new HomeModel(true, [new("s1", Payload, "owner", [new("d1", Payload, true, 3)]) { MayImport = true, MayManage = true }, new("s2", "Empty", "reader", [])]) { MayCreateSeminar = true, Notice = Payload })),
        ["home, nobody"] = Page(typeof(HomePage), ("Home", new HomeModel(false, []))),
        ["home, empty"] = Page(typeof(HomePage), ("Home", new HomeModel(true, []))),
        ["join"] = Page(typeof(JoinPage), ("Join", new JoinModel { Passkeys = true, Mails = true, Antiforgery = new("__t", "x"), Code = Payload, Name = Payload, Error = Payload, ReturnTo = Payload })),
        ["room"] = Page(typeof(RoomPage), ("Room", Room)),
        ["reading"] = Page(typeof(ReadingPage), ("Reading", Reading)),
        ["export"] = Page(typeof(ExportPage), ("Export", new ExportModel("d1", Payload, "https://host.example", [new("markdown", "Markdown", Payload), new("json", "JSON", null)], [new("all", Payload, null), new("clause", "One point", Payload)], "markdown", "all")
        {
            Points = [new("c3", Payload, Payload)],
            Picks = new([new(3, Payload, Payload, Payload)], [new(4, Payload, Payload, Payload)], Payload, 2, 3),
            AsOf = Payload,
            Zones = ["UTC", "Europe/Paris"],
            Error = null,
            Preview = Payload,
        })),
        ["manage"] = Page(typeof(ManagePage), ("Manage", new ManageModel("s1", Payload)
        {
            Rules = new RulesModel("pseudonyms", true) { MayChange = true, Days = 90, Ends = At },
            Document = "d1",
            Invites = [new("i1", "annotator", At, 2) { Joined = [Payload], MaxUses = 5, Expires = At }, new("i2", "reader", At, 0) { Revoked = true }],
            InviteRoles = ["annotator", "reader"],
            Code = "KEDARO",
            CodeExpires = At,
            JoinAddress = "https://host.example/join",
            People = [new("m1", Payload, "owner", At) { Me = true, MayRemove = true }, new("m2", "Tomas", "annotator", At) { MayRemove = true, MayMute = true, Muted = true, MutedUntil = At, MutedFor = Payload, NotesHidden = true, MayRecover = true }],
            Former = [new("m3", Payload, "annotator", At) { MayRestore = true, NotesHidden = true }],
            Roles = ["owner", "moderator", "annotator", "reader"],
            Hidden = [new("d1", "a1", 3, Payload, Payload, Payload)],
            Documents = [new("d1", Payload, false, 20, true, 9, [new("c3", Payload, true), new("c4", "point 2", false)])],
            MayModerate = true,
            MayInvite = true,
        })),
        ["queue"] = Page(typeof(QueuePage), ("Queue", new QueueModel("s1", Payload,
        [
            new("d1", Payload, "a1", "flagged", "open", Payload, At, 4, 9) { Number = 3, Point = Payload, Quote = Payload, Text = Payload, Flags = [new(Payload, At, Payload), new("Ines", At, null)] },
            new("d1", Payload, "a2", "waiting", "open", Payload, At, 5, 9) { IsReply = true, Text = Payload },
        ],
        [
            new("d1", Payload, "a3", "waiting", "rejected", Payload, At, 6, 9) { Text = Payload, By = Payload, DecidedAt = At, Reason = Payload },
            new("d1", "A text", "a4", "flagged", "hidden", "Ines", At, 6, 9) { Number = 4, Text = "Words." },
            new("d1", "A text", "a5", "waiting", "approved", "Ines", At, 6, 9) { Number = 5, Text = "Words.", By = "Olga", DecidedAt = At },
        ]))),
        ["queue, empty"] = Page(typeof(QueuePage), ("Queue", new QueueModel("s1", "Empty", [], []))),
        ["audit"] = Page(typeof(AuditPage), ("Audit", new AuditModel("s1", Payload,
        [
            new("d1 3", At, Payload, Payload) { Whom = Payload, Rest = Payload, Text = Payload, Address = "/rooms/d1/notes/3", Reason = Payload },
            new("d2 4", At, "Ines", "closed the text") { Text = Payload },
            new("s1 1", At, "The server", "founded the seminar"),
        ])
        {
            Acts = [new("notes", Payload, null)],
            Act = "notes",
            People = [new("m1", Payload), new("m2", "Tomas")],
            Person = "m1",
            Before = Payload,
            Next = Payload,
        })),
        ["audit, empty"] = Page(typeof(AuditPage), ("Audit", new AuditModel("s1", "Empty", []))),
        ["account"] = Page(typeof(AccountPage), ("Account", new AccountModel(Payload)
        {
            Seats = [new("s1", Payload, "owner", Payload), new("s2", Payload, "reader", "Tomas")],
            Sessions = [new("h1", Payload, Payload, At, At, true), new("h2", "Firefox on Linux", null, At, At, false)],
            Address = new AddressModel(Payload),
            Links = [new("l1", At, At), new("l2", At, At) { LastUsed = At }],
            Passkeys = [new("k1", Payload, At) { LastUsed = At, Copied = true }, new("k2", "A phone", At)],
            Tokens = [new("t1", Payload, ["read", "write"], At) { Seminar = Payload, Expires = At, Over = true, LastUsed = At }, new("t2", "Another", ["read"], At)],
            Scopes = [new("read", "read", Payload), new("export", "export", null)],
        })),
        ["account, empty"] = Page(typeof(AccountPage), ("Account", new AccountModel("Tomas") { Address = new AddressModel(null), Sessions = [new("h1", "Firefox", null, At, At, true)], PasskeysElsewhere = Payload })),
        ["import"] = Page(typeof(ImportPage), ("Import", new ImportModel([new("s1", Payload)], "s1") { MayCreateSeminar = true })),
        ["help"] = Page(typeof(HelpPage)),
        ["check"] = Page(typeof(CheckPage)),
        ["check, own certificate"] = Page(typeof(CheckPage), ("Certificate", new CertificateModel(Payload, "5E:07"))),
        ["mail"] = Page(typeof(MailPage)),
        ["error"] = Page(typeof(ErrorPage), ("Error", new ErrorModel(500, Payload, Payload, Payload))),
        ["not found"] = Page(typeof(NotFoundPage)),
    };

    private static (Type, IDictionary<string, object?>) Page(Type page, params (string Name, object Value)[] parameters) =>
        (page, parameters.Append(("Frame", Frame)).ToDictionary(pair => pair.Item1, object? (pair) => pair.Item2));

    private static ReadingNote Note(int number, string author, IReadOnlyList<TextSpan> spans) =>
        new($"a{number}", number, author, At) { Spans = spans, Text = $"Text of {number} {Payload}", Quotes = spans.Count > 0 ? [new("quoted")] : [] };
}
