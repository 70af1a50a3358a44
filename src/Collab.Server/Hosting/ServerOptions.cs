using Collab.Domain.Seminars;

namespace Collab.Server.Hosting;

/// <summary>How the server is run: the section <c>Collab</c> of the configuration (<c>Collab__Data</c>, <c>--Collab:PublicUrl=…</c>).</summary>
public sealed class ServerOptions
{
    public const string Section = "Collab";

    /// <summary>The folder that holds everything durable.</summary>
    public string? Data { get; set; }

    /// <summary>Where it is kept: in the data folder, or in PostgreSQL; null: in PostgreSQL when there is a connection.</summary>
    public StorageKind? Storage { get; set; }

    /// <summary>The PostgreSQL database (<c>Host=db.example.edu;Username=collab;Password=…;Database=collab</c>). It is never printed.</summary>
    public string? Connection { get; set; }

    /// <summary>The folder for the backup that is made before older data is upgraded, or <c>none</c>; null for the data folder.</summary>
    public string? UpgradeBackup { get; set; }

    /// <summary>What this node does in a cluster.</summary>
    public NodeRole Role { get; set; } = NodeRole.All;

    /// <summary>The address that people use when it is not the one listened on: behind a proxy (<c>https://collab.example.edu</c>).</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>The name that passkeys are bound to; null for that of <see cref="PublicUrl"/>, or <c>localhost</c> where it has none.</summary>
    public string? PasskeyDomain { get; set; }

    /// <summary>Host names besides those listened on that requests may be for.</summary>
    public IList<string> Hosts { get; } = [];

    /// <summary>Addresses of proxies, or networks (<c>10.1.0.0/16</c>) that nobody else is in, whose X-Forwarded-For is believed. Empty: none is.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>The ids of the people who may make seminars. Empty, and no claim of the university named: whoever has an account.</summary>
    public IList<string> SeminarMakers { get; } = [];

    /// <summary>Open to the local network.</summary>
    public bool Share { get; set; }

    /// <summary>Share without encryption.</summary>
    public bool InsecureHttp { get; set; }

    /// <summary>Listen on the admin socket only: for the commands that work on a stopped server.</summary>
    public bool AdminOnly { get; set; }

    /// <summary>
    /// Whether webhooks are told and mails are sent. A copy of a server's data says no: to others it would be that server, and tell them of what
    /// they have heard already, or of what never happened there.
    /// </summary>
    public bool Outbound { get; set; } = true;

    /// <summary>Whether anybody hears of this server. A command that has a stopped one started for as long as it takes tells nobody.</summary>
    public bool TellsOthers() => Outbound && !AdminOnly;

    /// <summary>Run as root in a container all the same.</summary>
    public bool AllowRoot { get; set; }

    /// <summary>Whether the silo counts its grains' calls and shows them on the admin socket, at <c>/admin/dashboard</c>. It costs a little at every call.</summary>
    public bool Dashboard { get; set; }

    /// <summary>Whether documents have a page on which Hypothesis' client runs, and the API that it speaks. It is others' code, on a page of this server's own.</summary>
    public bool Hypothesis { get; set; }

    /// <summary>How long a browser stays signed in without being used, in days.</summary>
    public double SessionDays { get; set; } = 90;

    /// <summary>How long a browser stays signed in at most, however much it is used, from when the person last showed who they are; in days.</summary>
    public double LongestSessionDays { get; set; } = 180;

    /// <summary>Days that a seminar is kept after the last thing that happened in it, where it does not say otherwise; 0 for without an end.</summary>
    public int RetentionDays { get; set; }

    /// <summary>The days that hold for a seminar; null for without an end.</summary>
    public int? DaysKept(SeminarSettings rules) => rules.RetentionDays ?? (RetentionDays > 0 ? RetentionDays : null);

    /// <summary>Hours between two rounds in which everything is read and checked, slowly; 0 for none.</summary>
    public double ScrubHours { get; set; } = 24;

    /// <summary>Events that such a round reads in a second.</summary>
    public double ScrubEventsPerSecond { get; set; } = 200;

    /// <summary>Whether the seminar and the text of the first start are made when there is nothing yet.</summary>
    public bool Seed { get; set; } = true;
}
