using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Seminars;
using Collab.Server.University;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.University;

/// <summary>A university and a server that knows it, with one seminar whose seats it gives: to its students, staff and dean.</summary>
public sealed class UniversityFixture : IAsyncLifetime
{
    internal TestUniversity University { get; private set; } = null!;

    public CollabServer Server { get; private set; } = null!;

    public string Seminar { get; } = Identifier.New();

    internal static Dictionary<string, string?> Settings(string seminar) => new()
    {
        ["Collab:PublicUrl"] = Visitor.Home,
        ["Collab:University:Name"] = "Test University",
        ["Collab:University:Issuer"] = TestUniversity.Issuer,
        ["Collab:University:ClientId"] = TestUniversity.ClientId,
        ["Collab:University:ClientSecret"] = TestUniversity.ClientSecret,
        ["Collab:University:SeminarMakers:0:Claim"] = "roles",
        ["Collab:University:SeminarMakers:0:Value"] = "professor",
        ["Collab:University:Seats:0:Claim"] = "roles",
        ["Collab:University:Seats:0:Value"] = "student",
        ["Collab:University:Seats:0:Seminar"] = seminar,
        ["Collab:University:Seats:0:Role"] = "annotator",
        ["Collab:University:Seats:1:Claim"] = "roles",
        ["Collab:University:Seats:1:Value"] = "staff",
        ["Collab:University:Seats:1:Seminar"] = seminar,
        ["Collab:University:Seats:1:Role"] = "moderator",
        ["Collab:University:Seats:2:Claim"] = "admin",
        ["Collab:University:Seats:2:Value"] = "true",
        ["Collab:University:Seats:2:Seminar"] = seminar,
        ["Collab:University:Seats:2:Role"] = "owner",
    };

    public async Task InitializeAsync()
    {
        University = await TestUniversity.StartAsync();
        var settings = Settings(Seminar);
        (settings["Collab:Limits:Rates"], settings["Logging:LogLevel:Default"]) = ("false", "Trace");
        Server = await CollabServer.StartAsync(settings: settings, configure: builder => builder.Services.AddKeyedSingleton<HttpMessageHandler>(UniversityLine.Key, University.Line));
        (await Server.Grains.GetGrain<ISeminarGrain>(Seminar).CreateAsync("By the university", null, null)).Demand();
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        await University.DisposeAsync();
    }

    internal Visitor NewVisitor() => new(Server, University);

    /// <summary>A browser by which a student has come in.</summary>
    internal async Task<Visitor> ComeInAsync(Student student)
    {
        University.Present = student;
        University.BecomeUsual();
        var visitor = NewVisitor();
        Assert.Equal("302", await visitor.ComeInAsync());
        return visitor;
    }

    /// <summary>The seat that somebody has in the seminar; null for none.</summary>
    internal async Task<Member?> SeatAsync(string person) => await Server.Grains.GetGrain<ISeminarGrain>(Seminar).FindAsync(person);
}
