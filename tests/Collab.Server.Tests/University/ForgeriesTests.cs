using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Collab.Testing;

namespace Collab.Server.Tests.University;

/// <summary>What comes back from the university, but is not what it said, or was said to another.</summary>
[Collection(UniversityCollection.Name)]
public sealed class ForgeriesTests : IDisposable
{
    private const string Refused = "401 unauthenticated";

    private static readonly RSA Another = RSA.Create(2048);

    private readonly UniversityFixture _fixture;
    private readonly TestUniversity _university;
    private readonly Visitor _visitor;

    public ForgeriesTests(UniversityFixture fixture)
    {
        (_fixture, _university, _visitor) = (fixture, fixture.University, fixture.NewVisitor());
        _university.BecomeUsual();
        (_university.ForgetsCodes, _university.Present) = (false, Student.New("student"));
    }

    public static TheoryData<string> Tokens => [.. Forgeries.Keys];

    private static Dictionary<string, Func<TestUniversity, JsonObject, string>> Forgeries { get; } = new()
    {
        ["N29 another iss"] = (university, claims) => university.Sign(With(claims, "iss", "https://evil.test/")),
        ["N29 iss without its slash"] = (university, claims) => university.Sign(With(claims, "iss", TestUniversity.Issuer.TrimEnd('/'))),
        ["N29 another aud"] = (university, claims) => university.Sign(With(claims, "aud", "another")),
        ["N29 no aud"] = (university, claims) => university.Sign(With(claims, "aud", null)),
        ["N29 exp over"] = (university, claims) => university.Sign(With(claims, "exp", DateTimeOffset.UtcNow.AddMinutes(-2).ToUnixTimeSeconds())),
        ["N29 no exp"] = (university, claims) => university.Sign(With(claims, "exp", null)),
        ["N29 nbf to come"] = (university, claims) => university.Sign(With(claims, "nbf", DateTimeOffset.UtcNow.AddMinutes(2).ToUnixTimeSeconds())),
        ["N29 another nonce"] = (university, claims) => university.Sign(With(claims, "nonce", "638000000000000000.c29tZXRoaW5n")),
        ["M40 no nonce"] = (university, claims) => university.Sign(With(claims, "nonce", null)),
        ["N29 alg none"] = (_, claims) => Jwt.Write(claims, "none", TestUniversity.KeyId, _ => []),
        ["N29 alg none, signed"] = (university, claims) => Jwt.Write(claims, "none", TestUniversity.KeyId, bytes => university.Key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
        ["N29 no signature"] = (university, claims) => university.Sign(claims)[..(university.Sign(claims).LastIndexOf('.') + 1)],
        ["N29 HS256 with the public key"] = (university, claims) => Jwt.Write(claims, "HS256", TestUniversity.KeyId, bytes => HMACSHA256.HashData(university.Key.ExportSubjectPublicKeyInfo(), bytes)),
        ["N29 HS256 with the modulus"] = (university, claims) => Jwt.Write(claims, "HS256", TestUniversity.KeyId, bytes => HMACSHA256.HashData(university.Key.ExportParameters(false).Modulus!, bytes)),
        ["N29 HS256 with the client's secret"] = (_, claims) => Jwt.Write(claims, "HS256", null, bytes => HMACSHA256.HashData(System.Text.Encoding.UTF8.GetBytes(TestUniversity.ClientSecret), bytes)),
        ["N29 kid unknown"] = (university, claims) => university.Sign(claims, "unknown"),
        ["N29 no kid"] = (university, claims) => university.Sign(claims, null),
        ["M38 another key under the same kid"] = (_, claims) => Jwt.Write(claims, "RS256", TestUniversity.KeyId, bytes => Another.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
        ["M41 azp of another"] = (university, claims) => university.Sign(With(claims, "azp", "another")),
        ["M42 aud with others"] = (university, claims) => university.Sign(With(With(claims, "aud", new JsonArray("collab", "another")), "azp", null)),
        ["M42 aud with others, azp another"] = (university, claims) => university.Sign(With(With(claims, "aud", new JsonArray("collab", "another")), "azp", "another")),
        ["M43 no sub"] = (university, claims) => university.Sign(With(claims, "sub", null)),
        ["M43 sub empty"] = (university, claims) => university.Sign(With(claims, "sub", "")),
        ["M43 sub of 256"] = (university, claims) => university.Sign(With(claims, "sub", new string('x', 256))),
        ["no token"] = (_, _) => "",
        ["no token of three parts"] = (_, _) => "a.b",
    };

    public void Dispose() => _visitor.Dispose();

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task N29_M38_to_M43_a_token_that_is_not_as_it_must_be_lets_nobody_in(string forgery)
    {
        var forged = false;
        _university.Forge = claims =>
        {
            forged = true;
            return Forgeries[forgery](_university, claims);
        };
        Assert.Equal(Refused, await _visitor.ComeInAsync());
        Assert.True(forged);
        Assert.Null(await _visitor.MeAsync());
        Assert.Null(await _fixture.Server.Accounts.FindIdentityAsync(TestUniversity.Issuer.TrimEnd('/'), _university.Present.Subject));
    }

    [Fact]
    public async Task A_token_that_is_only_signed_anew_lets_in_and_so_does_one_for_us_among_others()
    {
        _university.Forge = claims => _university.Sign(claims);
        Assert.Equal("302", await _visitor.ComeInAsync());
        Assert.NotNull(await _visitor.MeAsync());
        _university.Forge = claims => _university.Sign(With(With(claims, "aud", new JsonArray("collab", "another")), "azp", "collab"));
        Assert.Equal("302", await _visitor.ComeInAsync());
    }

    [Fact]
    public async Task M31_M32_N29_a_state_that_is_missing_changed_or_anothers_lets_nobody_in()
    {
        var back = await _visitor.BackAsync();
        using var other = _fixture.NewVisitor();
        var theirs = await other.BackAsync();
        Assert.Equal(Refused, await other.GoAsync(back).OutcomeAsync());
        Assert.Equal(Refused, await other.GoAsync(Replaced(theirs, "state", QueryOf(back, "state"))).OutcomeAsync());
        Assert.Equal(Refused, await _visitor.GoAsync(Replaced(back, "state", null)).OutcomeAsync());
        // In the middle: the last characters may stand for bits that nobody reads, or be the same by chance.
        var changed = QueryOf(back, "state").ToCharArray();
        changed[changed.Length / 2] = changed[changed.Length / 2] == 'A' ? 'B' : 'A';
        Assert.Equal(Refused, await _visitor.GoAsync(Replaced(back, "state", new string(changed))).OutcomeAsync());
        Assert.Equal(Refused, await _visitor.GoAsync("/sign-in/university/back").OutcomeAsync());
        Assert.Null(await other.MeAsync());
        Assert.Null(await _visitor.MeAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task N30_M33_M34_what_has_come_back_once_lets_nobody_in_again_even_with_the_cookies_of_before(bool forgetful)
    {
        // A university that gives tokens for a code each time must not make it ours.
        _university.ForgetsCodes = forgetful;
        var back = await _visitor.BackAsync();
        using var copy = _visitor.Copy();
        Assert.Equal("302", await _visitor.GoAsync(back).OutcomeAsync());
        Assert.Equal(Refused, await _visitor.GoAsync(back).OutcomeAsync());
        Assert.Equal(Refused, await copy.GoAsync(back).OutcomeAsync());
        Assert.Null(await copy.MeAsync());

        // The code of one who has come in, under a state that is new.
        using var thief = _fixture.NewVisitor();
        Assert.Equal(Refused, await thief.GoAsync(Replaced(await thief.BackAsync(), "code", QueryOf(back, "code"))).OutcomeAsync());
    }

    [Fact]
    public async Task N30_a_token_that_was_issued_for_another_sign_in_lets_nobody_in()
    {
        var issued = "";
        _university.Forge = claims => issued = _university.Sign(claims);
        Assert.Equal("302", await _visitor.ComeInAsync());
        _university.Forge = _ => issued;
        using var thief = _fixture.NewVisitor();
        Assert.Equal(Refused, await thief.ComeInAsync());
        Assert.Null(await thief.MeAsync());
    }

    [Fact]
    public async Task M33_of_two_who_come_back_with_the_same_at_once_one_is_let_in()
    {
        _university.ForgetsCodes = true;
        var back = await _visitor.BackAsync();
        using var copy = _visitor.Copy();
        var both = await Task.WhenAll(_visitor.GoAsync(back).OutcomeAsync(), copy.GoAsync(back).OutcomeAsync());
        Assert.Equal(["302", Refused], both.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("https://evil.test/")]
    [InlineData(null)]
    public async Task M36_an_answer_that_says_to_be_anothers_or_not_whose_it_is_lets_nobody_in(string? issuer)
    {
        var back = await _visitor.BackAsync();
        Assert.Equal(TestUniversity.Issuer, QueryOf(back, "iss"));
        Assert.Equal(Refused, await _visitor.GoAsync(Replaced(back, "iss", issuer)).OutcomeAsync());
        Assert.Null(await _visitor.MeAsync());
    }

    [Theory]
    [InlineData("N32 admin false", "admin", "false")]
    [InlineData("N32 admin true, but no text", "admin", "true")]
    [InlineData("N32 no roles", "roles", "[]")]
    [InlineData("N32 roles null", "roles", "null")]
    [InlineData("M45 roles as an object", "roles", """{"student":"student"}""")]
    [InlineData("M45 roles in a list in a list", "roles", """[["student"]]""")]
    [InlineData("M45 roles as one text of several", "roles", "\"student staff\"")]
    [InlineData("M46 another case", "roles", """["Student","STAFF"]""")]
    [InlineData("M46 with a space", "roles", """["student ","staff\n"]""")]
    public async Task N32_M45_M46_what_is_not_exactly_the_value_gives_no_seat(string which, string claim, string json)
    {
        _university.Forge = claims => _university.Sign(With(With(claims, "roles", null), claim, JsonNode.Parse(json)));
        Assert.Equal((which, "302"), (which, await _visitor.ComeInAsync()));
        Assert.Null(await _fixture.SeatAsync((await _visitor.MeAsync())!));
        _university.Forge = claims => _university.Sign(With(With(claims, "roles", null), "admin", "true"));
        Assert.Equal("302", await _visitor.ComeInAsync());
        Assert.NotNull(await _fixture.SeatAsync((await _visitor.MeAsync())!));
    }

    [Theory]
    [InlineData("/signin-oidc")]
    [InlineData("/signout-oidc")]
    [InlineData("/signout-callback-oidc")]
    public async Task The_framework_answers_at_no_address_of_its_own(string path) => Assert.Equal("404 not-found", await _visitor.GoAsync(path).OutcomeAsync());

    private static JsonObject With(JsonObject claims, string name, JsonNode? value)
    {
        var other = claims.DeepClone().AsObject();
        if (value is null)
            other.Remove(name);
        else
            other[name] = value;
        return other;
    }

    private static string QueryOf(string url, string name) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(url).Query)[name].ToString();

    private static string Replaced(string url, string name, string? value)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri(url).Query);
        if (value is null)
            query.Remove(name);
        else
            query[name] = value;
        return Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(url.Split('?')[0], query);
    }
}
