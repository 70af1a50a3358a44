using System.Text;
using System.Text.Json;
using Collab.Domain;
using Collab.Server.Commands;

namespace Collab.Server.Tests.Commands;

public sealed class CommandJsonTests
{
    private const string Id = "00000000-0000-4000-8000-000000000001";

    [Fact]
    public void The_hub_and_http_read_the_same_command()
    {
        var hub = Hub<AnnotateRequest>($$$"""{"document":"d1","commandId":"{{{Id}}}","body":{"text":"Hm."},"targets":[{"clause":"c1","quote":{"exact":"word"}}]}""");
        var http = CommandJson.ReadHttp<AnnotateRequest>(Utf8($$$"""{"targets":[{"quote":{"exact":"w\u006frd"},"clause":"c1"}],"body":{"format":"markdown","text":"Hm."},"commandId":"{{{Id}}}","override":false,"motivation":"commenting"}"""), "d1");
        Assert.Equal("word", hub.Targets[0].Quote!.Exact);
        Assert.Equal(CommandJson.Digest(hub), CommandJson.Digest(http));
    }

    [Fact]
    public void What_stands_in_the_path_over_http_is_a_field_on_the_hub()
    {
        var hub = Hub<HideRequest>($$"""{"document":"d1","annotation":"a1","commandId":"{{Id}}","reason":"off topic"}""");
        var http = CommandJson.ReadHttp<HideRequest>(Utf8($$"""{"commandId":"{{Id}}","reason":"off topic"}"""), "d1", "a1");
        Assert.Equal(hub, http);
        Assert.Equal(CommandJson.Digest(hub), CommandJson.Digest(http));
        var locking = CommandJson.ReadHttp<LockRequest>(Utf8($$"""{"commandId":"{{Id}}"}"""), "d1", clause: "c1");
        Assert.Equal(Hub<LockRequest>($$"""{"document":"d1","clause":"c1","commandId":"{{Id}}"}"""), locking);
    }

    [Fact]
    public void Every_difference_that_matters_gives_another_digest()
    {
        string[] commands =
        [
            """{"document":"d1","annotation":"a1","commandId":"ID","clause":"c1"}""",
            """{"document":"d2","annotation":"a1","commandId":"ID","clause":"c1"}""",
            """{"document":"d1","annotation":"a2","commandId":"ID","clause":"c1"}""",
            """{"document":"d1","annotation":"a1","commandId":"ID","clause":"c2"}""",
            """{"document":"d1","annotation":"a1","commandId":"ID","clause":"c1","order":0}""",
            """{"document":"d1","annotation":"a1","commandId":"ID","clause":"c1","supersedes":"a3"}""",
        ];
        var digests = commands.Select(json => CommandJson.Digest(Hub<PinRequest>(json.Replace("ID", Id, StringComparison.Ordinal)))).ToList();
        digests.Add(CommandJson.Digest(Hub<UnpinRequest>(commands[0].Replace("ID", Id, StringComparison.Ordinal))));
        Assert.Equal(digests.Count, digests.Distinct().Count());
    }

    [Fact]
    public void The_id_of_the_command_is_no_part_of_its_digest()
    {
        var one = Hub<ReactRequest>($$"""{"document":"d1","annotation":"a1","commandId":"{{Id}}","emoji":"👍","on":true}""");
        Assert.Equal(CommandJson.Digest(one), CommandJson.Digest(one with { CommandId = Guid.NewGuid() }));
        Assert.NotEqual(CommandJson.Digest(one), CommandJson.Digest(one with { On = false }));
    }

    [Theory]
    [InlineData("""{"document":"d1","annotation":"a1","body":{"text":"Hm."}}""", "bad-request")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"one","body":{"text":"Hm."}}""", "bad-request")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"{00000000-0000-4000-8000-000000000001}","body":{"text":"Hm."}}""", "bad-request")]
    [InlineData("""{"document":"d1","commandId":"ID","body":{"text":"Hm."}}""", "bad-request")]
    [InlineData("""{"annotation":"a1","commandId":"ID","body":{"text":"Hm."}}""", "bad-request")]
    [InlineData("""{"document":null,"annotation":"a1","commandId":"ID","body":{"text":"Hm."}}""", "bad-request")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"ID"}""", "bad-request")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"ID","body":null}""", "bad-request")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"ID","body":"Hm."}""", "bad-request")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"ID","body":{}}""", "bad-request")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"ID","body":{"text":5}}""", "bad-request")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"ID","body":{"text":"Hm."},"tags":null}""", "bad-request")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"ID","body":{"text":"Hm."},"tags":["a",null]}""", "bad-request")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"ID","body":{"text":"Hm."},"author":"ada"}""", "unknown-field")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"ID","body":{"text":"Hm."},"role":"owner"}""", "unknown-field")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"ID","body":{"text":"Hm."},"seq":1}""", "unknown-field")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"ID","body":{"text":"Hm."},"verb":"GET"}""", "unknown-field")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"ID","body":{"text":"Hm."},"Tags":[]}""", "unknown-field")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"ID","body":{"text":"Hm.","html":"x"}}""", "unknown-field")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"ID","body":{"text":"Hm."},"override":true,"override":true}""", "duplicate-key")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"ID","body":{"text":"Hm.","text":"Hm."}}""", "duplicate-key")]
    [InlineData("""{"document":"d1","annotation":"a1","commandId":"ID","body":{"text":"\ud800"}}""", "bad-characters")]
    [InlineData("""[]""", "bad-request")]
    [InlineData("""null""", "bad-request")]
    [InlineData("""5""", "bad-request")]
    public void What_is_wrong_is_refused_by_its_code(string json, string code)
    {
        var refusal = Assert.Throws<RefusalException>(() => Hub<ReplyRequest>(json.Replace("ID", Id, StringComparison.Ordinal)));
        Assert.Equal(code, refusal.Code);
    }

    [Theory]
    [InlineData("""{"clause":"c1","position":{"start":1e308,"end":2}}""")]
    [InlineData("""{"clause":"c1","position":{"start":99999999999,"end":2}}""")]
    [InlineData("""{"clause":"c1","position":{"start":"NaN","end":2}}""")]
    [InlineData("""{"clause":"c1","position":{"start":1.5,"end":2}}""")]
    [InlineData("""{"clause":"c1","position":{"start":1}}""")]
    [InlineData("""{"clause":"c1","quote":{"prefix":"a"}}""")]
    [InlineData("""{"quote":{"exact":"a"}}""")]
    [InlineData("""{"clause":null}""")]
    [InlineData("""null""")]
    public void A_target_that_is_none_is_a_bad_request(string target) =>
        Assert.Equal("bad-request", Assert.Throws<RefusalException>(() => CommandJson.ReadHttp<AnnotateRequest>(Utf8($$$"""{"commandId":"{{{Id}}}","body":{"text":"Hm."},"targets":[{{{target}}}]}"""), "d1")).Code);

    [Theory]
    [InlineData("document")]
    [InlineData("annotation")]
    public void What_stands_in_the_path_is_refused_in_the_body(string field) =>
        Assert.Equal("unknown-field", Assert.Throws<RefusalException>(() => CommandJson.ReadHttp<ResolveRequest>(Utf8($$"""{"commandId":"{{Id}}","{{field}}":"x"}"""), "d1", "a1")).Code);

    [Fact]
    public void Sixty_four_levels_are_read_and_sixty_five_are_too_deep()
    {
        Assert.Equal("unknown-field", Refused(64).Code);
        Assert.Equal("too-deep", Refused(65).Code);
        Assert.Equal("too-deep", Refused(100_000).Code);

        static RefusalException Refused(int depth) => Assert.Throws<RefusalException>(() =>
            StrictJson.Read<BodyRequest>(Utf8($$"""{"x":{{new string('[', depth - 1)}}{{new string(']', depth - 1)}}}""")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"text\":\"a\",}")]
    [InlineData("// a comment\n{}")]
    [InlineData("text=a")]
    public void What_is_no_json_is_a_bad_request(string text) =>
        Assert.Equal("bad-request", Assert.Throws<RefusalException>(() => StrictJson.Read<BodyRequest>(Utf8(text))).Code);

    [Fact]
    public void Bytes_that_are_no_utf8_are_a_bad_request() =>
        Assert.Equal("bad-request", Assert.Throws<RefusalException>(() => StrictJson.Read<BodyRequest>([.. "{\"text\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8])).Code);

    private static T Hub<T>(string json)
        where T : CommandRequest => CommandJson.ReadHub<T>(JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = 128 }));

    private static byte[] Utf8(string json) => Encoding.UTF8.GetBytes(json);
}
