using System.ComponentModel.DataAnnotations;
using Collab.Formats.Import;

namespace Collab.Server.Limits;

/// <summary>Every limit of the server: the section <c>Collab:Limits</c>. Sizes are in bytes, rates per minute unless the name says otherwise. All are counted on each node for itself.</summary>
public sealed class LimitsOptions
{
    public const string Section = "Collab:Limits";

    /// <summary>False switches all rates off: for benchmarks on loopback.</summary>
    public bool Rates { get; set; } = true;

    /// <summary>The longest body of a request that is no upload.</summary>
    [Range(64 * 1024, 1 << 30)]
    public long RequestBytes { get; set; } = 1024 * 1024;

    /// <summary>The longest upload of a text; no text is longer.</summary>
    [Range(1024, ImportLimits.MaxBytes)]
    public long UploadBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>All headers of a request together.</summary>
    [Range(4 * 1024, 1024 * 1024)]
    public int HeaderBytes { get; set; } = 32 * 1024;

    /// <summary>What fails from one address, of each kind for itself: join codes; tokens; passkeys and answers of the university. The next is refused for the rest of the minute.</summary>
    [Range(1, 100_000)]
    public int FailedSignIns { get; set; } = 10;

    /// <summary>Different wrong join codes from all IPv6 addresses with the same first 48 bits; then no other is looked at there for the rest of the minute.</summary>
    [Range(1, 100_000)]
    public int SiteFailedCodes { get; set; } = 100;

    /// <summary>Different wrong join codes of all who type any; then none is looked at for the rest of the minute but where a code is shown.</summary>
    [Range(1, 1_000_000)]
    public int FailedCodes { get; set; } = 2_000;

    /// <summary>Failed links from one address.</summary>
    [Range(1, 100_000)]
    public int FailedLinks { get; set; } = 20;

    /// <summary>People who come into one seminar from one address: a whole class sits behind one. As many begin to sign in by a passkey, and as many by the university.</summary>
    [Range(1, 1_000_000)]
    public int Joins { get; set; } = 600;

    /// <summary>Mails to one address in an hour, known or not, whoever asks for them.</summary>
    [Range(1, 10_000)]
    public int MailsToAddress { get; set; } = 5;

    /// <summary>Links that are asked for by mail from one address of the network in an hour: a class sits behind one.</summary>
    [Range(1, 100_000)]
    public int MailsAsked { get; set; } = 60;

    /// <summary>Mails to confirm an address, of all who are signed in from one address of the network, in an hour. One person has <see cref="MailsToAddress"/>.</summary>
    [Range(1, 100_000)]
    public int MailsToConfirm { get; set; } = 600;

    /// <summary>Trials of webhooks that one person sends: each asks another's server.</summary>
    [Range(1, 100_000)]
    public int WebhookTrials { get; set; } = 10;

    /// <summary>Writes of one person over HTTP.</summary>
    [Range(1, 1_000_000)]
    public int Writes { get; set; } = 300;

    /// <summary>Requests of one person over HTTP that read: pages, snapshots, events, searches, exports. Files of the program are not counted.</summary>
    [Range(1, 10_000_000)]
    public int Reads { get; set; } = 3_000;

    /// <summary>The same of whoever is not signed in, from one address; <see cref="AddressArrivals"/> are left out.</summary>
    [Range(1, 10_000_000)]
    public int AddressReads { get; set; } = 6_000;

    /// <summary>Steps of coming in, from one address: pages of the way in, and whatever may let somebody in, right or wrong. A class of 300 takes twenty each.</summary>
    [Range(1, 10_000_000)]
    public int AddressArrivals { get; set; } = 6_000;

    /// <summary>Notes and other commands in one seminar each second, of all its members together: four who are at their own limit, or 300 people who write every other second.</summary>
    [Range(1, 1_000_000)]
    public int SeminarWrites { get; set; } = 200;

    /// <summary>Commands that one seminar may send at once: 300 people whose outboxes were offline.</summary>
    [Range(1, 1_000_000)]
    public int SeminarBurst { get; set; } = 3000;

    /// <summary>Seminars that one person owns; who has that many makes no more.</summary>
    [Range(1, 100_000)]
    public int Seminars { get; set; } = 100;

    /// <summary>Imports that one person has under way at once.</summary>
    [Range(1, 1000)]
    public int Imports { get; set; } = 1;

    /// <summary>Imports that all people together have under way at once: each holds its whole text in memory.</summary>
    [Range(1, 1000)]
    public int AllImports { get; set; } = 4;

    /// <summary>Calls of one person to the hub, each second, over all connections.</summary>
    [Range(1, 1_000_000)]
    public int HubCalls { get; set; } = 50;

    /// <summary>Calls that one person may make at once after a silence: a room that opens, an outbox that was offline.</summary>
    [Range(1, 1_000_000)]
    public int HubBurst { get; set; } = 200;

    /// <summary>Live connections of one person that are open at once.</summary>
    [Range(1, 100_000)]
    public int Connections { get; set; } = 20;

    /// <summary>Network connections that are open at once from one address, except of trusted proxies: a whole class sits behind one, and each browser has up to seven.</summary>
    [Range(1, 1_000_000)]
    public int AddressConnections { get; set; } = 5000;

    /// <summary>Network connections that are open at once in all.</summary>
    [Range(1, 1_000_000)]
    public int AllConnections { get; set; } = 20_000;

    /// <summary>Documents that one connection watches at once.</summary>
    [Range(1, 100_000)]
    public int Watches { get; set; } = 100;

    /// <summary>
    /// The longest message to the hub. A body of 16 KiB takes up to 96 KiB where a client escapes every character as \uXXXX; the
    /// rest is for quotes.
    /// </summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int HubMessageBytes { get; set; } = 128 * 1024;

    /// <summary>Seconds within which the headers of a request must have arrived.</summary>
    [Range(1, 600)]
    public int HeaderSeconds { get; set; } = 10;

    /// <summary>Bytes a second at which a body must arrive, after the first five seconds.</summary>
    [Range(1, 1_000_000)]
    public int BodyRate { get; set; } = 500;

    /// <summary>Seconds that a request may take from its headers to its answer. Uploads have their own; live streams, exports and downloads take as long as they take.</summary>
    [Range(1, 3600)]
    public int RequestSeconds { get; set; } = 30;

    /// <summary>Seconds that the upload of a text may take.</summary>
    [Range(1, 36_000)]
    public int UploadSeconds { get; set; } = 600;

    /// <summary>Seconds that a connection stays open between two requests.</summary>
    [Range(1, 36_000)]
    public int IdleSeconds { get; set; } = 120;
}
