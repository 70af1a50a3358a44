using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Collab.Server.Feeds;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Collab.Server.Hubs;

/// <summary>SignalR's JSON protocol, whose errors are <c>code: sentence</c> and nothing else. Messages pass through as they are.</summary>
public sealed class ReadingHubProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    /// <summary>Most characters of a stream's id for which its head is made on the stack. Clients count them.</summary>
    private const int ShortId = 32;

    /// <summary>Most characters of an invocation's id: it goes with each item of its stream.</summary>
    private const int LongestId = 128;

    /// <summary>What stands in JSON as it is.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

    private readonly JsonHubProtocol _json = new(options);

    public string Name => _json.Name;

    public int Version => _json.Version;

    public TransferFormat TransferFormat => _json.TransferFormat;

    public bool IsVersionSupported(int version) => _json.IsVersionSupported(version);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        if (message is StreamItemMessage { Item: Batch batch } item)
        {
            if (output is not FrameWriter frames || batch.FrameFor(item.InvocationId!) is not { } frame || !frames.TryTake(frame))
                WriteBatch(item.InvocationId!, batch.Utf8.Span, output);
        }
        else
            _json.WriteMessage(Outgoing(message), output);
    }

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => HubProtocolExtensions.GetMessageBytes(this, message);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        var before = input;
        try
        {
            if (!_json.TryParseMessage(ref input, binder, out message))
                return false;
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException)
        {
            // The reader's words for bytes that are no UTF-8, for half a character, and for a number that is none of its kind.
            throw new InvalidDataException("The message is no text, or a number in it is out of bounds.", error);
        }

        if (message is HubInvocationMessage { InvocationId.Length: > LongestId })
            throw new InvalidDataException($"An invocation id has at most {LongestId} characters.");
        if (message is InvocationBindingFailureMessage failure && IsAt(failure.Target))
            message = WithoutSelection(before, binder) ?? message;
        return true;
    }

    /// <summary>SignalR knows no argument that may be left out; the selection of At may.</summary>
    private InvocationMessage? WithoutSelection(ReadOnlySequence<byte> input, IInvocationBinder binder) =>
        _json.TryParseMessage(ref input, new Shorter(binder), out var message) && message is InvocationMessage call
            ? new InvocationMessage(call.InvocationId, call.Target, [.. call.Arguments, default(JsonElement)], call.StreamIds)
            : null;

    private static bool IsAt(string method) => method.Equals(nameof(ReadingHub.At), StringComparison.OrdinalIgnoreCase);

    private static HubMessage Outgoing(HubMessage message) =>
        message is CompletionMessage { Error: { } error } failed ? CompletionMessage.WithError(failed.InvocationId!, HubErrors.Of(error)) : message;

    /// <summary>For each delivery: so nothing is made for it but the message itself.</summary>
    internal static void WriteBatch(string invocation, ReadOnlySpan<byte> batch, IBufferWriter<byte> output)
    {
        var start = "{\"type\":2,\"invocationId\":"u8;
        var end = ",\"item\":"u8;
        Span<byte> head = stackalloc byte[64 + ShortId];
        if (invocation.Length <= ShortId && !invocation.AsSpan().ContainsAnyExcept(Plain))
        {
            start.CopyTo(head);
            head[start.Length] = (byte)'"';
            var at = start.Length + 1 + Encoding.ASCII.GetBytes(invocation, head[(start.Length + 1)..]);
            head[at++] = (byte)'"';
            end.CopyTo(head[at..]);
            head = head[..(at + end.Length)];
        }
        else
        {
            head = (byte[])[.. start, .. JsonSerializer.SerializeToUtf8Bytes(invocation), .. end];
        }

        // What ends a batch's message, and the character that ends every message.
        Pieces.Write(output, head, batch, "}\u001e"u8);
    }

    private sealed class Shorter(IInvocationBinder binder) : IInvocationBinder
    {
        public IReadOnlyList<Type> GetParameterTypes(string methodName) =>
            binder.GetParameterTypes(methodName) is var types && IsAt(methodName) ? [.. types.SkipLast(1)] : types;

        public Type GetReturnType(string invocationId) => binder.GetReturnType(invocationId);

        public Type GetStreamItemType(string streamId) => binder.GetStreamItemType(streamId);
    }
}
