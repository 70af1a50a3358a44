using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Presence;

/// <summary>Where somebody reads, what they select and that they write is told to nobody where they have chosen so.</summary>
[Collection(ServerCollection.Name)]
public sealed class HiddenPlaceTests(ServerFixture fixture) : IDisposable
{
    private readonly CancellationTokenSource _enough = new(TimeSpan.FromSeconds(30));

    public void Dispose() => _enough.Dispose();

    [Fact]
    public async Task M135_Neither_owners_nor_others_are_told_by_the_hub_or_by_http_and_it_holds_on_every_device_until_it_is_taken_back()
    {
        var (seminar, owner, document) = await fixture.Server.NewSeminarAsync();
        var member = await fixture.Server.JoinAsync(Role.Annotator, seminar: seminar);
        var point = (string)(await owner.ReadAsync($"/api/documents/{document}"))["clauses"]!.AsArray()[0]!["id"]!;
        await using var watching = await owner.ConnectAsync();
        await using var told = watching.StreamAsync<JsonElement>("Presence", document, _enough.Token).GetAsyncEnumerator();
        await using var here = await member.ConnectAsync();
        await using var own = here.StreamAsync<JsonElement>("Presence", document, _enough.Token).GetAsyncEnumerator();
        Assert.True(await own.MoveNextAsync());

        await here.InvokeAsync("At", document, point, new { start = 0, end = 3 });
        Assert.Contains("selection", await UntilAsync(text => text.Contains("\"clause\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        await ChooseAsync(true);
        Assert.True((bool)(await member.ReadAsync("/api/me"))["hidesPlace"]!);
        await UntilAsync(text => !text.Contains("\"clause\"", StringComparison.Ordinal));

        // Whatever is said of a place from now on changes nothing that others see: the next that they are told is what comes after it is taken back.
        await here.InvokeAsync("At", document, point, new { start = 0, end = 3 });
        await here.InvokeAsync("Typing", document, point, true);
        using (var phone = await member.PostAsync($"/api/documents/{document}/presence", new { connection = "phone", clause = point, selection = new { start = 0, end = 3 } }))
            Assert.Equal(204, (int)phone.StatusCode);
        using (var phone = await member.PostAsync($"/api/documents/{document}/presence", new { connection = "phone", clause = point, typing = true }))
            Assert.Equal(204, (int)phone.StatusCode);
        await ChooseAsync(false);
        await here.InvokeAsync("At", document, point, null);
        var after = await UntilAsync(_ => true);
        Assert.Contains("\"clause\"", after, StringComparison.Ordinal);
        Assert.DoesNotContain("selection", after, StringComparison.Ordinal);
        Assert.DoesNotContain("typing", after, StringComparison.Ordinal);

        async Task ChooseAsync(bool hidden)
        {
            using var answer = await member.Http.PutAsync(new Uri("/api/me/presence", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new { hidden }), _enough.Token);
            Assert.Equal(204, (int)answer.StatusCode);
        }

        // What the owner is told next of the member, as JSON.
        async Task<string> UntilAsync(Predicate<string> right)
        {
            while (await told.MoveNextAsync())
            {
                var about = told.Current.GetProperty("people").EnumerateArray().Where(person => person.GetProperty("id").GetString() == member.Member).Select(person => person.GetRawText()).FirstOrDefault();
                if (about is not null && right(about))
                    return about;
            }

            throw new InvalidOperationException("The stream ended.");
        }
    }
}
