using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Collab.Server.Commands;
using Collab.Server.Hubs;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Collab.Fuzz.Tests;

/// <summary>Bytes on the hub's connection: read by its protocol for its real methods, and each command's argument as strictly as the hub does.</summary>
internal static class HubTarget
{
    private const string Id = "8f0c6b0e-5f3e-4e0a-9c52-6f2e7d1b7a10";

    private static readonly ReadingHubProtocol Protocol = new(Options.Create(new JsonHubProtocolOptions()));

    private static readonly Dictionary<string, Type[]> Methods = typeof(ReadingHub)
        .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .ToDictionary(method => method.Name, method => method.GetParameters().Select(parameter => parameter.ParameterType).Where(type => type != typeof(CancellationToken)).ToArray(), StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Samples =
    [
        Call("Annotate", $"{{\"commandId\":\"{Id}\",\"document\":\"d\",\"targets\":[{{\"clause\":\"c\",\"quote\":{{\"exact\":\"a\",\"prefix\":\"b\"}},\"position\":{{\"start\":0,\"end\":1}}}}],\"motivation\":\"commenting\",\"body\":{{\"text\":\"Why?\"}},\"tags\":[\"x\"]}}"),
        Call("Reply", $"{{\"commandId\":\"{Id}\",\"document\":\"d\",\"annotation\":\"a\",\"body\":{{\"text\":\"So.\"}}}}"),
        Call("Pin", $"{{\"commandId\":\"{Id}\",\"document\":\"d\",\"annotation\":\"a\",\"clause\":\"c\"}}"),
        Call("At", "\"d\",\"c\",{\"start\":0,\"end\":1}"),
        Call("At", "\"d\",\"c\""),
        "{\"type\":4,\"invocationId\":\"2\",\"target\":\"Watch\",\"arguments\":[\"d\",1]}\u001e{\"type\":5,\"invocationId\":\"2\"}\u001e{\"type\":6}\u001e",
        "{\"type\":1,\"target\":\"Typing\",\"arguments\":[\"d\",null,true]}\u001e{\"type\":7,\"error\":\"x\"}\u001e{\"type\":3,\"invocationId\":\"1\",\"result\":1}\u001e{\"type\":9,\"sequenceId\":1}\u001e",
    ];

    private static readonly string[] Words =
        ["{", "}", "[", "]", "\"", ":", ",", "null", "true", "1e308", "-1", "9223372036854775808", "\"commandId\":", "\"type\":1,", "\"type\":99,", "\"arguments\":[", "\"target\":\"Edit\",", "\"target\":\"Dispose\",", "\u001e", "\\ud800", "\\u0000", "\\", "{\"a\":", "[[", "\"streamIds\":[\"1\"],", "\"headers\":{\"a\":\"b\"},", "\"body\":{\"text\":\"x\",\"format\":\"markdown\"}"];

    private static readonly Func<JsonElement, CommandRequest>[] Commands =
        [CommandJson.ReadHub<AnnotateRequest>, CommandJson.ReadHub<ReplyRequest>, CommandJson.ReadHub<EditRequest>, CommandJson.ReadHub<PinRequest>, CommandJson.ReadHub<ReactRequest>, CommandJson.ReadHub<SlowModeRequest>];

    public static Target Target => new("hub", Read);

    private static void Read(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(Mutator.Spoil(random, Samples, Words));
        var input = new ReadOnlySequence<byte>(random.Next(4) == 0 ? Mutator.Spoil(random, bytes) : bytes);
        try
        {
            while (Protocol.TryParseMessage(ref input, Binder.Only, out var message))
            {
                if (message is HubMethodInvocationMessage { Arguments: [JsonElement argument] })
                    ReadCommand(random, argument);
            }
        }
        catch (InvalidDataException)
        {
            // So SignalR learns that the connection is to be closed.
        }
    }

    private static void ReadCommand(Random random, JsonElement argument)
    {
        var command = Commands[random.Next(Commands.Length)](argument);
        Assert.NotEmpty(CommandJson.Digest(command));
        if (command.Text is { } text)
            Collab.Domain.Commands.WordRules.Body(text);
    }

    private static string Call(string method, string arguments) => $"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"{method}\",\"arguments\":[{arguments}]}}\u001e";

    private sealed class Binder : IInvocationBinder
    {
        public static readonly Binder Only = new();

        public IReadOnlyList<Type> GetParameterTypes(string methodName) =>
            Methods.TryGetValue(methodName, out var types) ? types : throw new HubException("unknown-method");

        public Type GetReturnType(string invocationId) => typeof(object);

        public Type GetStreamItemType(string streamId) => throw new HubException("no streams");
    }
}
