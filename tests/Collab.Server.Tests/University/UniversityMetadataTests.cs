using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Collab.Domain;
using Collab.Server.University;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.University;

[Collection(UniversityCollection.Name)]
public sealed class UniversityMetadataTests : IDisposable
{
    private const string Metadata = "/.well-known/openid-configuration";

    private readonly TestUniversity _university;
    private readonly TestLine _line;
    private readonly HttpClient _http;
    private readonly FakeTimeProvider _time = new();
    private readonly UniversityMetadata _metadata;
    private readonly IOptions<UniversityOptions> _options = Options.Create(new UniversityOptions { Issuer = new Uri(TestUniversity.Issuer), ClientId = TestUniversity.ClientId });

    public UniversityMetadataTests(UniversityFixture fixture)
    {
        _university = fixture.University;
        _line = new TestLine(_university.Address);
        _http = UniversityLine.Open(_line);
        _metadata = new UniversityMetadata(_options, _http, _time);
    }

    public void Dispose()
    {
        _metadata.Dispose();
        _http.Dispose();
    }

    [Theory]
    [InlineData("https://evil.test/")]
    [InlineData("https://login.uni.test/other")]
    [InlineData("")]
    public async Task M37_metadata_that_name_another_issuer_are_not_believed(string issuer)
    {
        _line.Instead = (Metadata, (await SaidAsync(said => said["issuer"] = issuer)).ToJsonString());
        Assert.Equal("unavailable", await RefusalAsync());
    }

    [Theory]
    [InlineData("authorization_endpoint")]
    [InlineData("token_endpoint")]
    public async Task Metadata_that_lead_over_plain_http_or_nowhere_are_not_believed(string door)
    {
        _line.Instead = (Metadata, (await SaidAsync(said => said[door] = "http://login.uni.test/x")).ToJsonString());
        Assert.Equal("unavailable", await RefusalAsync());
        _time.Advance(TimeSpan.FromSeconds(5));
        _line.Instead = (Metadata, (await SaidAsync(said => said.Remove(door))).ToJsonString());
        Assert.Equal("unavailable", await RefusalAsync());
    }

    [Fact]
    public async Task M39_for_keys_that_are_unknown_the_metadata_are_fetched_once_a_minute()
    {
        var tokens = new UniversityTokens(_options, _metadata);
        var token = _university.Sign(Claims(), "unknown");
        for (var i = 0; i < 50; i++)
            Assert.Null(await tokens.ReadAsync(token));
        Assert.Equal(1, Fetched);
        for (var minute = 1; minute <= 3; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            for (var i = 0; i < 50; i++)
                Assert.Null(await tokens.ReadAsync(token));
            Assert.Equal(1 + minute, Fetched);
        }
    }

    [Fact]
    public async Task A_key_that_is_new_is_found_with_the_token_that_it_signed()
    {
        var tokens = new UniversityTokens(_options, _metadata);
        Assert.NotNull(await tokens.ReadAsync(_university.Sign(Claims())));
        _time.Advance(TimeSpan.FromMinutes(1));
        using var next = RSA.Create(2048);
        var key = next.ExportParameters(false);
        _line.Instead = ("/jwks", new JsonObject { ["keys"] = new JsonArray(new JsonObject { ["kty"] = "RSA", ["kid"] = "next", ["n"] = Text(key.Modulus!), ["e"] = Text(key.Exponent!) }) }.ToJsonString());
        Assert.NotNull(await tokens.ReadAsync(Jwt.Write(Claims(), "RS256", "next", bytes => next.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))));
        Assert.Null(await tokens.ReadAsync(_university.Sign(Claims())));

        static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
    }

    [Fact]
    public async Task What_is_known_is_kept_while_the_university_does_not_answer_and_it_is_not_asked_at_every_turn()
    {
        _line.Cut = true;
        for (var i = 0; i < 20; i++)
            Assert.Equal("unavailable", await RefusalAsync());
        Assert.Equal(1, Fetched);
        _line.Cut = false;
        _time.Advance(TimeSpan.FromSeconds(5));
        var known = await _metadata.GetConfigurationAsync(default);
        _line.Cut = true;
        _time.Advance(TimeSpan.FromHours(13));
        Assert.Same(known, await _metadata.GetConfigurationAsync(default));
        for (var i = 0; i < 20; i++)
            Assert.Same(known, await _metadata.GetConfigurationAsync(default));
        Assert.Equal(3, Fetched);
        _line.Cut = false;
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotSame(known, await _metadata.GetConfigurationAsync(default));
    }

    [Fact]
    public async Task M48_metadata_of_ten_megabytes_are_not_read()
    {
        _line.Instead = (Metadata, new string(' ', 10 * 1024 * 1024) + (await SaidAsync(_ => { })).ToJsonString());
        Assert.Equal("unavailable", await RefusalAsync());
    }

    private int Fetched => _line.Asked.Count(path => path.EndsWith(Metadata, StringComparison.Ordinal));

    private static JsonObject Claims()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return new JsonObject { ["iss"] = TestUniversity.Issuer, ["aud"] = TestUniversity.ClientId, ["sub"] = "subject", ["exp"] = now + 60, ["iat"] = now };
    }

    private async Task<JsonObject> SaidAsync(Action<JsonObject> change)
    {
        using var direct = new HttpClient(new TestLine(_university.Address));
        var said = JsonNode.Parse(await direct.GetStringAsync(TestUniversity.Issuer.TrimEnd('/') + Metadata))!.AsObject();
        change(said);
        return said;
    }

    private async Task<string> RefusalAsync() => (await Assert.ThrowsAsync<RefusalException>(() => _metadata.GetConfigurationAsync(default))).Code;
}
