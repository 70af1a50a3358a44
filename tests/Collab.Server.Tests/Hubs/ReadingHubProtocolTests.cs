using System.Buffers;
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

    private sealed class Binder : IInvocationBinder
    {
        public static readonly Binder Only = new();

        public IReadOnlyList<Type> GetParameterTypes(string methodName) => [];

        public Type GetReturnType(string invocationId) => typeof(object);

        public Type GetStreamItemType(string streamId) => typeof(object);
    }
}
