using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Presence;

/// <summary>Who watches is told at once that a blind round takes back what was selected at its point, without anybody moving.</summary>
[Collection(ServerCollection.Name)]
public sealed class BlindPlaceTests(ServerFixture fixture) : IDisposable
{
    private readonly CancellationTokenSource _enough = new(TimeSpan.FromSeconds(60));

    public void Dispose() => _enough.Dispose();

    [Fact]
    public async Task M240_A_round_that_opens_takes_back_what_is_selected_at_its_point_and_gives_it_back_when_it_is_over()
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
        await UntilAsync(text => text.Contains("selection", StringComparison.Ordinal));

        await RoundAsync("open", new { commandId = Guid.NewGuid(), show = "nothing" });
        Assert.Contains(point, await UntilAsync(text => !text.Contains("selection", StringComparison.Ordinal)), StringComparison.Ordinal);
        await RoundAsync("cancel", new { commandId = Guid.NewGuid() });
        await UntilAsync(text => text.Contains("selection", StringComparison.Ordinal));

        async Task RoundAsync(string what, object body) => Assert.Equal("200", await owner.PostAsync($"/api/documents/{document}/clauses/{point}/round/{what}", body).OutcomeAsync());

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
