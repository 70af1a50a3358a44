using System.Buffers;
using System.Text;
using System.Text.Json;
using Collab.Server.Feeds;
using Collab.Server.Hubs;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Collab.Server.Tests.Hubs;

public sealed class ReadingHubProtocolTests
{
    private static readonly ReadingHubProtocol Protocol = new(Options.Create(new JsonHubProtocolOptions()));

    // InvalidDataException is how SignalR is told that the other side is at fault.
    [Theory]
    [InlineData("{\"type\":1,\"target\":\"_\",\"arguments\":[]}", true)]
    [InlineData("{\"type\":1,\"target\":\"a\\ud800\",\"arguments\":[]}", false)]
    [InlineData("{\"\\ud800\":1,\"type\":6}", false)]
    [InlineData("{\"type\":1e308}", false)]
    [InlineData("{\"type\":1,", false)]
    public void N86_what_is_no_text_is_no_message(string message, bool spoil)
    {
        var bytes = message.Select(c => c == '_' && spoil ? (byte)0xFF : (byte)c).Append((byte)0x1E).ToArray();
        Assert.Throws<InvalidDataException>(() =>
        {
            var input = new ReadOnlySequence<byte>(bytes);
            Protocol.TryParseMessage(ref input, Binder.Only, out _);
        });
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    [InlineData(100_000, false)]
    public void M202_the_id_of_a_call_is_short_since_each_item_of_its_stream_has_it(int length, bool taken)
    {
        foreach (var type in new[] { 1, 4, 5 })
        {
            var read = Record.Exception(() =>
            {
                var input = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes($$"""{"type":{{type}},"invocationId":"{{new string('i', length)}}","target":"Watch","arguments":[]}""" + '\u001e'));
                Assert.True(Protocol.TryParseMessage(ref input, Binder.Only, out _));
            });
            Assert.Equal(taken, read is null);
            Assert.True(taken || read is InvalidDataException);
        }
    }

    [Theory]
    [InlineData("1")]
    [InlineData("a-stream_7")]
    [InlineData("0123456789012345678901234567890123456789")]
    [InlineData("a\"b\\c é\n")]
    public void A_batch_leaves_as_SignalR_would_send_it(string invocation)
    {
        var item = """{"epoch":"e","first":1,"last":1,"events":[{}],"head":1}""";
        var batch = new Batch(Encoding.UTF8.GetBytes(item), "e", 1, 1);
        var theirs = new JsonHubProtocol().GetMessageBytes(new StreamItemMessage(invocation, JsonDocument.Parse(item).RootElement));
        var ours = Protocol.GetMessageBytes(new StreamItemMessage(invocation, batch));
        Assert.Equal(0x1E, ours.Span[^1]);
        // The characters of an id may be escaped otherwise.
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(theirs[..^1]).RootElement, JsonDocument.Parse(ours[..^1]).RootElement), Encoding.UTF8.GetString(ours.Span));
    }

    private sealed class Binder : IInvocationBinder
    {
        public static readonly Binder Only = new();

        public IReadOnlyList<Type> GetParameterTypes(string methodName) => [];

        public Type GetReturnType(string invocationId) => typeof(object);

        public Type GetStreamItemType(string streamId) => typeof(object);
    }
}
