using Collab.Domain.Policy;
using Collab.Server.Hosting;
using Collab.Server.Mail;
using Collab.Server.Tests.Mail;
using Collab.Server.Tests.Pages;
using Collab.Server.Tests.Webhooks;
using Collab.Server.Webhooks;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Hosting;

/// <summary>A server's data, opened by one that is run apart from everybody, and then by one that is not.</summary>
public sealed class OutboundTests : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("collab-outbound-").FullName;
    private MailTrap _trap = null!;
    private Receiver _receiver = null!;
    private CollabServer _server = null!;

    public async Task InitializeAsync()
    {
        (_trap, _receiver) = (new MailTrap(), await Receiver.StartAsync());
        _server = await StartAsync(outbound: true);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _receiver.DisposeAsync();
        await _trap.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task M220_a_copy_of_a_servers_data_tells_no_webhook_mails_no_news_and_refuses_what_is_asked_of_it_in_words()
    {
        var (seminar, owner, document) = await _server.NewSeminarAsync();
        var ida = await _server.JoinAsync(Role.Annotator, "Ida Lund", seminar);
        await _server.Accounts.SaveContactAsync(new Contact(ida.Person, "ida.lund@example.edu", DateTimeOffset.UtcNow));
        Assert.Equal("200", await ida.PutAsync($"/api/seminars/{seminar}/mail", new { how = "at-once" }).OutcomeAsync());
        string webhook;
        using (var set = await owner.PostAsync($"/api/documents/{document}/webhooks", new { url = _receiver.Url }))
        {
            var answer = await set.JsonAsync();
            (webhook, _receiver.Secret) = ((string)answer["id"]!, (string)answer["secret"]!);
        }

        await owner.AnnotateAsync(document, $"To be told of, @{{{ida.Member}}}.");
        await _server.DisposeAsync();

        _server = await StartAsync(outbound: false);
        await RoundsAsync();
        Assert.Equal("403 forbidden", await _server.Stranger().PostAsync("/api/mail/link", new { address = "ida.lund@example.edu" }).OutcomeAsync());
        owner = new Participant(_server, owner.Name, owner.Cookie);
        var (status, page, _) = await PlainFormsTests.SendAsync(owner, $"/rooms/{document}/webhooks", ("action", "try"), ("webhook", webhook));
        Assert.Equal(403, (int)status);
        Assert.Contains("This server tells nobody", page, StringComparison.Ordinal);
        await _server.DisposeAsync();
        Assert.Empty(_receiver.Arrived);
        Assert.False(_trap.HasMore);

        // None of it is lost to the server that people use.
        _server = await StartAsync(outbound: true);
        await RoundsAsync();
        Assert.Single(_receiver.Arrived);
        Assert.Contains("ida.lund@example.edu", Assert.Single((await _trap.NextAsync()).To), StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_on_a_stopped_server_tells_nobody() => Assert.False(new ServerOptions { AdminOnly = true }.TellsOthers());

    private Task<CollabServer> StartAsync(bool outbound)
    {
        var settings = MailFixture.Settings(_trap.Port);
        // A copy is started with what it is told beside what the server has.
        if (!outbound)
            settings["Collab:Outbound"] = "false";
        settings["Collab:Webhooks:Private:0"] = "127.0.0.1";
        settings["Collab:Webhooks:EverySeconds"] = "3600";
        return CollabServer.StartAsync(_data, settings);
    }

    private async Task RoundsAsync()
    {
        var (webhooks, later) = (_server.Services.GetRequiredService<WebhookRound>(), DateTimeOffset.UtcNow.AddMinutes(2));
        await webhooks.RunAsync(later);
        await webhooks.ToldAsync();
        await _server.Services.GetRequiredService<NewsRound>().RunAsync(later);
    }
}
