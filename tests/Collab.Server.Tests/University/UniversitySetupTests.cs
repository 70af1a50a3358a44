using Collab.Domain;
using Collab.Server.Hosting;
using Collab.Server.University;
using Collab.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Collab.Server.Tests.University;

public sealed class UniversitySetupTests
{
    [Fact]
    public async Task Without_a_university_nothing_of_it_is_there()
    {
        await using var server = await CollabServer.StartAsync();
        Assert.Equal(["Collab"], (await server.Services.GetRequiredService<IAuthenticationSchemeProvider>().GetAllSchemesAsync()).Select(scheme => scheme.Name));
        var owner = await server.JoinAsync(Domain.Policy.Role.Owner);
        foreach (var path in new[] { UniversitySetup.StartPath, UniversitySetup.BackPath, UniversitySetup.ConnectPath })
            Assert.Equal("404 not-found", await owner.GetAsync(path).OutcomeAsync());
        foreach (var page in new[] { "/join", "/account" })
            Assert.DoesNotContain("niversity", await owner.Http.GetStringAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_eleventh_failure_of_an_address_within_a_minute_is_refused_and_a_right_answer_is_not()
    {
        await using var university = await TestUniversity.StartAsync();
        await using var server = await CollabServer.StartAsync(settings: UniversityFixture.Settings(Identifier.New()), configure: builder =>
            builder.Services.AddKeyedSingleton<HttpMessageHandler>(UniversityLine.Key, university.Line));
        using var visitor = new Visitor(server, university);
        var back = await visitor.BackAsync();
        for (var i = 0; i < 10; i++)
            Assert.Equal("401 unauthenticated", await visitor.GoAsync("/sign-in/university/back?state=x&code=y&iss=https://login.uni.test/").OutcomeAsync());
        Assert.Equal("429 rate-limited", await visitor.GoAsync("/sign-in/university/back?state=x&code=y&iss=https://login.uni.test/").OutcomeAsync());
        Assert.Equal("302", await visitor.GoAsync(back).OutcomeAsync());
        Assert.Equal("302", await visitor.GoAsync("/sign-in/university").OutcomeAsync());
    }

    [Fact]
    public async Task Without_its_metadata_nobody_is_sent_there()
    {
        await using var university = await TestUniversity.StartAsync();
        university.Line.Cut = true;
        await using var server = await CollabServer.StartAsync(settings: UniversityFixture.Settings(Identifier.New()), configure: builder =>
            builder.Services.AddKeyedSingleton<HttpMessageHandler>(UniversityLine.Key, university.Line));
        using var visitor = new Visitor(server, university);
        using var page = await visitor.GoAsync("/sign-in/university", "text/html");
        Assert.Equal(503, (int)page.StatusCode);
        Assert.Contains("does not answer right now. Try again in a moment, or come in by a link.", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("503 unavailable", await visitor.GoAsync("/sign-in/university/back?state=x&code=y").OutcomeAsync());
    }

    [Theory]
    [InlineData("Issuer", "http://login.example.edu", "Issuer is no https address")]
    [InlineData("Issuer", "login.example.edu", "Issuer is no https address")]
    [InlineData("ClientId", "", "ClientId is missing")]
    [InlineData("Name", " ", "Name is empty")]
    [InlineData("SessionMinutes", "0", "SessionMinutes is 0")]
    [InlineData("SeminarMakers:0:Claim", "", "SeminarMakers:0 has no Claim or no Value")]
    [InlineData("Seats:0:Value", "", "Seats:0 has no Claim or no Value")]
    [InlineData("Seats:1:Seminar", "the seminar", "Seats:1:Seminar is “the seminar”")]
    [InlineData("Seats:1:Role", "Owner", "Seats:1:Role is “Owner”")]
    public void What_could_sign_in_nobody_or_anybody_is_refused_at_the_start_by_its_name(string setting, string value, string said)
    {
        var settings = UniversityFixture.Settings(Identifier.New());
        Assert.True(Check(settings).Succeeded);
        settings[$"Collab:University:{setting}"] = value;
        var refused = Check(settings);
        Assert.Contains($"Collab:University:{said}", refused.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain(TestUniversity.ClientSecret, refused.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://collab.example.edu")]
    public async Task It_does_not_start_without_the_https_address_that_people_use(string? address)
    {
        var settings = UniversityFixture.Settings(Identifier.New());
        settings["Collab:PublicUrl"] = address;
        Assert.True(Check(settings).Failed);
        var folder = Directory.CreateTempSubdirectory("collab-test-");
        try
        {
            var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => CollabServer.StartAsync(folder.FullName, settings));
            Assert.Contains("Collab:PublicUrl, the https address that people use", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ValidateOptionsResult Check(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var server = configuration.GetSection(ServerOptions.Section).Get<ServerOptions>()!;
        return new UniversityCheck(Options.Create(server)).Validate(null, configuration.GetSection(UniversityOptions.Section).Get<UniversityOptions>()!);
    }
}
