using System.Diagnostics;
using System.Runtime.CompilerServices;
using Collab.Server.Hosting;
using Collab.Server.Problems;
using Collab.Server.Security;
using Collab.Server.Telemetry;
using Microsoft.AspNetCore.SignalR;

namespace Collab.Server.Hubs;

/// <summary>Counts every call, and turns what a call throws into <c>code: sentence</c>: nothing else leaves.</summary>
public sealed partial class HubRefusals(CallRates rates, Draining draining, SecurityEvents security, ILogger<HubRefusals> logger) : IHubFilter
{
    /// <summary>
    /// Before what is too often is refused. SignalR answers <see cref="LiveHosting.ParallelCalls"/> calls of a connection at once, and reads no more of it meanwhile:
    /// whoever sends hundreds in a moment is answered by and by, and the calls of the others go between them.
    /// </summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            if (rates.Count(invocationContext.Context.Caller()?.Person ?? "") is { } tooOften)
            {
                await Task.Delay(Pause, invocationContext.Context.ConnectionAborted);
                throw tooOften;
            }

            using var entered = draining.Enter();
            return await next(invocationContext);
        }
        catch (Exception e) when (!invocationContext.Context.ConnectionAborted.IsCancellationRequested)
        {
            throw Translate(e, invocationContext.HubMethodName, invocationContext.Context);
        }
    }

    /// <summary>A stream, counted while it runs, and with what it throws translated: a filter does not see it. One iterator for all of that: each is gone through for every item.</summary>
    /// <param name="most">Most streams of the kind that a connection may have open.</param>
    internal async IAsyncEnumerable<T> Relay<T>(
        Func<Task<IAsyncEnumerable<T>>> open, StreamCounts counts, int most, string method, HubCallerContext context, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        IAsyncEnumerator<T>? items = null;
        var counted = false;
        try
        {
            while (true)
            {
                try
                {
                    if (items is null)
                    {
                        counts.Begin(method, most);
                        counted = true;
                        items = (await open()).GetAsyncEnumerator(cancellation);
                    }

                    if (!await items.MoveNextAsync())
                        yield break;
                }
                catch (Exception e) when (!cancellation.IsCancellationRequested)
                {
                    throw Translate(e, method, context);
                }

                yield return items.Current;
            }
        }
        finally
        {
            try
            {
                if (items is not null)
                    await items.DisposeAsync();
            }
            finally
            {
                if (counted)
                    counts.End(method);
            }
        }
    }

    private HubException Translate(Exception e, string method, HubCallerContext context)
    {
        if (e is HubException known)
            return known;
        var problem = Problem.Of(e, writing: false);
        security.Refused(problem.Code, method, context.Caller(), context.GetHttpContext()?.Address());
        if (problem.Code != "internal")
            return new HubException($"{problem.Code}: {problem.Detail}");
        var trace = Activity.Current?.TraceId.ToHexString() ?? Guid.NewGuid().ToString("N");
        LogUnexpected(e, method, trace);
        return new HubException($"internal: Something went wrong on the server. Try again; if it stays, tell the operator {trace}.");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Hub method {Method} failed unexpectedly; trace {Trace}")]
    private partial void LogUnexpected(Exception failure, string method, string trace);
}
