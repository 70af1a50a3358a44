using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Pages;

/// <summary>The wall shows what a guest may see, whoever opens it.</summary>
[Collection(ServerCollection.Name)]
public sealed class ProjectorPageTests(ServerFixture fixture)
{
    [Fact]
    public async Task It_has_the_point_its_pins_the_floor_and_the_code_but_nothing_hidden_and_no_name_that_is_withheld()
    {
        var (seminar, owner, document) = await fixture.Server.NewSeminarAsync();
        var path = $"/api/documents/{document}";
        using (var names = await owner.PatchAsync($"/api/seminars/{seminar}/settings", new { names = "pseudonyms" }))
            Assert.True(names.IsSuccessStatusCode);
        var member = await fixture.Server.JoinAsync(Role.Annotator, "Ida Berg", seminar);
        var point = (string)(await owner.ReadAsync(path))["clauses"]!.AsArray()[0]!["id"]!;
        async Task<string> DoAsync(Participant who, string what, object body)
        {
            using var response = await who.PostAsync($"{path}/{what}", body);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
            return (string?)(await response.JsonAsync())["id"] ?? "";
        }

        object Note(string text) => new { commandId = Guid.NewGuid(), targets = new[] { new { clause = point } }, body = new { text, format = "markdown" } };
        foreach (var text in new[] { "Seen by all.", "Hidden words." })
        {
            var note = await DoAsync(member, "annotations", Note(text));
            using var pin = await owner.PutAsync($"{path}/annotations/{note}/pin", new { commandId = Guid.NewGuid(), clause = point });
            Assert.True(pin.IsSuccessStatusCode);
            if (text == "Hidden words.")
                await DoAsync(owner, $"annotations/{note}/hide", new { commandId = Guid.NewGuid() });
        }

        await DoAsync(owner, "session/open", new { commandId = Guid.NewGuid(), title = "The first hour" });
        await DoAsync(owner, "lead", new { commandId = Guid.NewGuid(), clause = point, quote = new { exact = "first" } });
        await DoAsync(owner, "timer", new { commandId = Guid.NewGuid(), seconds = 300 });
        await DoAsync(member, $"clauses/{point}/stance", new { commandId = Guid.NewGuid(), stance = "agree" });
        await DoAsync(member, "hand", new { commandId = Guid.NewGuid(), clause = point });
        await DoAsync(owner, "floor", new { commandId = Guid.NewGuid(), member = member.Member });
        using var shown = await owner.PostAsync($"/api/seminars/{seminar}/code");
        var code = (string)(await shown.JsonAsync())["code"]!;

        await DoAsync(owner, $"clauses/{point}/round/open", new { commandId = Guid.NewGuid(), show = "nothing" });
        var html = await owner.Http.GetStringAsync($"/rooms/{document}/projector");
        foreach (var seen in new[] { "The first hour", "Seen by all.", "<mark>first</mark>", "1 agree", "has the floor", "Blind round.", "data-ends=", code, "<svg" })
            Assert.Contains(seen, html, StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden words.", html, StringComparison.Ordinal);
        // Owners read names here, the wall does not.
        Assert.Contains("Ida Berg", await owner.Http.GetStringAsync($"/rooms/{document}/reading"), StringComparison.Ordinal);
        Assert.DoesNotContain("Ida Berg", html, StringComparison.Ordinal);

        // Of another point than the one that is shown the time says which.
        var points = (await owner.ReadAsync(path))["clauses"]!.AsArray();
        var (other, label) = ((string)points[1]!["id"]!, ((string)points[1]!["label"]!).TrimEnd('.'));
        Assert.DoesNotContain($"<p>Point {label}:</p>", html, StringComparison.Ordinal);
        await DoAsync(owner, "timer", new { commandId = Guid.NewGuid(), clause = other, seconds = 300 });
        Assert.Contains($"<p>Point {label}:</p>", await owner.Http.GetStringAsync($"/rooms/{document}/projector"), StringComparison.Ordinal);
    }
}
