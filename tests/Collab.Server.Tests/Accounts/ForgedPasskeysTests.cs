using System.Buffers.Text;
using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Storage.Accounts;
using Collab.Testing;

namespace Collab.Server.Tests.Accounts;

/// <summary>Whatever is wrong with a passkey is answered alike, and nobody is let in. Each lie is told by a key that is let in without it.</summary>
[Collection(ServerCollection.Name)]
public sealed class ForgedPasskeysTests(ServerFixture fixture) : IAsyncLifetime, IDisposable
{
    private const string Refused = "401 unauthenticated";

    private readonly SoftKey _key = new();
    private Participant _person = null!;
    private KeyedBrowser _laptop = null!, _elsewhere = null!;

    private CollabServer Server => fixture.Server;

    public async Task InitializeAsync()
    {
        _person = await Server.JoinAsync(Role.Annotator);
        (_laptop, _elsewhere) = (new(Server, _person), new(Server));
        Assert.Equal("201", await _laptop.AddAsync(_key));
        Assert.Equal("204", await _laptop.SignInAsync(_key));
    }

    /// <summary>Whatever was tried: nobody came in by it, and the key is as good as before.</summary>
    public async Task DisposeAsync()
    {
        Assert.Null(await _elsewhere.MeAsync());
        if ((await _laptop.ListAsync()).Count > 0)
            Assert.Equal("204", await new KeyedBrowser(Server).SignInAsync(_key));
    }

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task M4_an_answer_to_another_question_counts_for_nothing()
    {
        using var key = new SoftKey();
        var question = await _laptop.AskAsync("/api/passkeys");
        await _laptop.AskAsync("/api/passkeys");
        Assert.Equal(Refused, await _laptop.AnswerAddAsync(key.Create(question, _laptop.Origin)));
        var toSign = await _elsewhere.AskAsync("/api/sign-in");
        await _elsewhere.AskAsync("/api/sign-in");
        Assert.Equal(Refused, await _elsewhere.AnswerSignInAsync(_key.Sign(toSign, _elsewhere.Origin)));
        // Of one kind for the other.
        await _laptop.AskAsync("/api/passkeys");
        Assert.Equal(Refused, await _laptop.AnswerSignInAsync(_key.Sign(toSign, _elsewhere.Origin)));
        Assert.Single(await _laptop.ListAsync());
    }

    [Fact]
    public async Task M5_after_five_minutes_no_answer_counts()
    {
        var now = DateTimeOffset.UtcNow;
        foreach (var (expires, outcome) in new[] { (now, Refused), (now.AddMinutes(5), "204") })
        {
            var browser = new KeyedBrowser(Server);
            var question = await browser.AskAsync("/api/sign-in");
            var ceremony = (await Server.Accounts.TakeCeremonyAsync(browser.Ceremony!, CeremonyKind.UsePasskey, now))!;
            Assert.InRange(ceremony.Expires, now.AddMinutes(4), DateTimeOffset.UtcNow.AddMinutes(5));
            await Server.Accounts.AddCeremonyAsync(ceremony with { Expires = expires }, browser.Ceremony!, now.AddMinutes(-1));
            Assert.Equal(outcome, await browser.AnswerSignInAsync(_key.Sign(question, browser.Origin)));
        }
    }

    [Fact]
    public async Task M6_an_answer_counts_once_also_of_a_key_that_does_not_count()
    {
        var browser = new KeyedBrowser(Server);
        var answer = _key.Sign(await browser.AskAsync("/api/sign-in"), browser.Origin);
        var ceremony = browser.Ceremony;
        Assert.Equal("204", await browser.AnswerSignInAsync(answer));
        _elsewhere.Ceremony = ceremony;
        Assert.Equal(Refused, await _elsewhere.AnswerSignInAsync(answer));
        // A wrong answer uses the question up too.
        var question = await _elsewhere.AskAsync("/api/sign-in");
        ceremony = _elsewhere.Ceremony;
        Assert.Equal(Refused, await _elsewhere.AnswerSignInAsync(_key.Sign(question, "http://localhost")));
        _elsewhere.Ceremony = ceremony;
        Assert.Equal(Refused, await _elsewhere.AnswerSignInAsync(_key.Sign(question, _elsewhere.Origin)));
    }

    [Fact]
    public async Task M7_nobody_adds_a_passkey_by_the_question_that_another_was_asked()
    {
        var other = new KeyedBrowser(Server, await Server.JoinAsync(Role.Annotator));
        using var key = new SoftKey();
        var answer = key.Create(await other.AskAsync("/api/passkeys"), other.Origin);
        _laptop.Ceremony = other.Ceremony;
        Assert.Equal(Refused, await _laptop.AnswerAddAsync(answer));
        var question = await _elsewhere.AskAsync("/api/sign-in");
        Assert.Equal(Refused, await new KeyedBrowser(Server).AnswerSignInAsync(_key.Sign(question, _elsewhere.Origin)));
        Assert.Single(await _laptop.ListAsync());
        Assert.Empty(await other.ListAsync());
    }

    [Theory]
    [InlineData("http://localhost:1")]
    [InlineData("https://localhost")]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    public async Task M8_a_page_of_another_origin_gets_nobody_in(string origin)
    {
        using var key = new SoftKey();
        Assert.Equal(Refused, await _elsewhere.AnswerSignInAsync(_key.Sign(await _elsewhere.AskAsync("/api/sign-in"), origin)));
        Assert.Equal(Refused, await _laptop.AnswerAddAsync(key.Create(await _laptop.AskAsync("/api/passkeys"), origin)));
    }

    [Fact]
    public Task M9_nor_does_a_page_within_another() => IsRefusedAsync(key => key.CrossOrigin = true, key => key.CrossOrigin = false);

    [Fact]
    public Task M10_nor_a_key_of_another_domain() => IsRefusedAsync(key => key.Domain = "127.0.0.1", key => key.Domain = "localhost");

    [Fact]
    public Task M11_nor_one_that_did_not_make_sure_of_its_person() => IsRefusedAsync(key => key.Verified = false, key => key.Verified = true);

    [Fact]
    public async Task M12_M13_nor_one_that_says_nobody_or_another_is_its_person()
    {
        var (mine, other) = (_key.Handle, await Server.JoinAsync(Role.Owner));
        foreach (var handle in new[] { null, Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes(other.Person)), Base64Url.EncodeToString(new byte[64]), "AA", "" })
        {
            _key.Handle = handle;
            Assert.Equal(Refused, await _elsewhere.SignInAsync(_key));
        }

        _key.Handle = mine;
    }

    [Fact]
    public async Task M14_nor_one_that_has_not_counted_on()
    {
        foreach (var (count, outcome) in new[] { (7u, "204"), (7u, Refused), (6u, Refused), (0u, Refused), (8u, "204") })
        {
            _key.Count = count;
            Assert.Equal(outcome, await new KeyedBrowser(Server).SignInAsync(_key));
        }

        _key.Count = 9;
    }

    [Fact]
    public async Task M15_nor_one_that_was_removed_between_question_and_answer_or_whose_person_was_erased()
    {
        var answer = _key.Sign(await _elsewhere.AskAsync("/api/sign-in"), _elsewhere.Origin);
        Assert.Equal("204", await _laptop.SendAsync(HttpMethod.Delete, $"/api/passkeys/{_key.WireId}").OutcomeAsync());
        Assert.Equal(Refused, await _elsewhere.AnswerSignInAsync(answer));

        var person = await Server.JoinAsync(Role.Annotator);
        var browser = new KeyedBrowser(Server, person);
        using var key = new SoftKey();
        Assert.Equal("201", await browser.AddAsync(key));
        Assert.Equal("204", await browser.SignInAsync(key));
        Assert.Equal("204", await browser.SendAsync(HttpMethod.Post, "/api/me/erase", new { scope = "everything", confirm = person.Name }).OutcomeAsync());
        Assert.Equal(Refused, await _elsewhere.SignInAsync(key));
    }

    [Fact]
    public async Task A_key_that_another_person_has_is_added_to_nobody_else()
    {
        var other = new KeyedBrowser(Server, await Server.JoinAsync(Role.Annotator));
        var handle = _key.Handle;
        Assert.Equal(Refused, await other.AddAsync(_key));
        _key.Handle = handle;
        Assert.Empty(await other.ListAsync());
    }

    [Fact]
    public async Task M16_what_is_too_long_too_deep_or_cut_anywhere_is_refused_and_fails_nothing()
    {
        using var key = new SoftKey();
        var whole = key.Create(await _laptop.AskAsync("/api/passkeys"), _laptop.Origin);
        var (attestation, length) = (Base64Url.DecodeFromChars((string)whole["response"]!["attestationObject"]!), 0);
        for (length = 0; length < attestation.Length; length++)
        {
            var cut = key.Create(await _laptop.AskAsync("/api/passkeys"), _laptop.Origin);
            cut["response"]!["attestationObject"] = Base64Url.EncodeToString(attestation.AsSpan(0, length));
            Assert.Equal((length, Refused), (length, await _laptop.AnswerAddAsync(cut)));
        }

        foreach (var field in new[] { "clientDataJSON", "authenticatorData", "signature" })
        {
            foreach (var value in new JsonNode?[] { "", "AA", "!", 7, null, new JsonObject() })
            {
                var wrong = _key.Sign(await _elsewhere.AskAsync("/api/sign-in"), _elsewhere.Origin);
                wrong["response"]![field] = value;
                Assert.Equal((field, Refused), (field, await _elsewhere.AnswerSignInAsync(wrong)));
            }
        }

        var deep = string.Concat(Enumerable.Repeat("{\"in\":", 65)) + "{}" + new string('}', 65);
        Assert.Equal("400 too-deep", await _elsewhere.SendAsync(HttpMethod.Post, "/api/sign-in", $"{{\"credential\":{deep}}}").OutcomeAsync());
        Assert.Equal("400 too-deep", await _laptop.SendAsync(HttpMethod.Post, "/api/passkeys", $"{{\"credential\":{deep}}}").OutcomeAsync());
        Assert.Equal("413 too-large", await _elsewhere.AnswerSignInAsync(new JsonObject { ["id"] = new string('a', 17 * 1024) }));
        Assert.Equal("413 too-large", await _laptop.AnswerAddAsync(new JsonObject { ["id"] = new string('a', 17 * 1024) }));
        Assert.Equal(Refused, await _elsewhere.AnswerSignInAsync([]));
    }

    private async Task IsRefusedAsync(Action<SoftKey> lie, Action<SoftKey> truth)
    {
        lie(_key);
        Assert.Equal(Refused, await _elsewhere.SignInAsync(_key));
        truth(_key);
        using var another = new SoftKey();
        lie(another);
        Assert.Equal(Refused, await _laptop.AddAsync(another));
        truth(another);
        Assert.Equal("201", await _laptop.AddAsync(another));
    }
}
