using System.Text;
using Collab.Contracts.Documents;
using Collab.Contracts.Sealed;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Erasing;
using Collab.Storage;
using Collab.Storage.Erasures;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Collab.Server.Tests.Erasing;

/// <summary>An erasure that meets something that cannot be opened, and what is whole beside it.</summary>
public sealed class ErasureBesideDamageTests : IDisposable
{
    private const string Words = "damaged-words";

    private readonly string _data = Directory.CreateTempSubdirectory("collab-erase-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_document_that_cannot_be_opened_keeps_the_words_in_none_of_the_others(bool isDamaged)
    {
        await using var server = await CollabServer.StartAsync(_data);
        var (owner, ingrid) = (await server.JoinAsync(Role.Owner), await server.JoinAsync(Role.Annotator, "Ingrid"));
        string[] documents = [server.Document, await server.ImportAsync(server.Seminar, owner.Member, "Struck", "One."), await server.ImportAsync(server.Seminar, owner.Member, "Third", "One.")];
        foreach (var document in documents)
            await ingrid.AnnotateAsync(document, Words);
        Exception failure = isDamaged ? new StorageDamagedException("A page is lost on purpose.") : new StorageUnavailableException("A place of the disk fails on purpose.");
        var closed = Intercepted.Of(server.Grains, (_, get) => get() is IDocumentGrain grain && grain.GetPrimaryKeyString() == documents[1]
            ? Intercepted.Of(grain, (asked, _) => asked.Name == nameof(IDocumentGrain.EraseAsync) ? Task.FromException<Contracts.Reply>(failure) : throw new NotSupportedException(asked.Name))
            : get());

        using (var eraser = ActivatorUtilities.CreateInstance<Eraser>(server.Services, closed))
            Assert.Equal(isDamaged ? "damaged" : "unavailable", (await Assert.ThrowsAsync<RefusalException>(() => eraser.EraseMemberAsync(server.Seminar, null, ingrid.Member))).Code);

        foreach (var document in documents)
            Assert.Equal(document == documents[1], await HoldsAsync(server, document));
        Assert.Single(await ErasureList.Of(_data).PendingAsync(server.Accounts));
        using (var eraser = ActivatorUtilities.CreateInstance<Eraser>(server.Services))
            await eraser.FinishAsync();
        Assert.Empty(await Traces.InFilesAsync([Words], _data));
    }

    [Fact]
    public async Task Where_nobody_can_say_what_waits_aside_all_else_is_erased_and_that_is_tried_again()
    {
        await using var server = await CollabServer.StartAsync(_data);
        var (owner, ingrid) = (await server.JoinAsync(Role.Owner), await server.JoinAsync(Role.Annotator, "Ingrid"));
        await ingrid.AnnotateAsync(server.Document, Words);
        await ingrid.AnnotateAsync(server.Document, Words, isPrivate: true);
        var clause = (string)(await owner.ReadAsync($"/api/documents/{server.Document}"))["clauses"]![0]!["id"]!;
        (await server.Grains.GetGrain<IDocumentGrain>(server.Document).ExecuteAsync(new Domain.Commands.OpenRound { CommandId = Guid.NewGuid(), Actor = owner.Member, Clause = clause })).Demand();
        var waiting = await ingrid.PostAsync($"/api/documents/{server.Document}/annotations", new { commandId = Guid.NewGuid(), targets = new[] { new { clause } }, body = new { text = Words, format = "markdown" } });
        Assert.Equal(202, (int)waiting.StatusCode);
        var storage = server.Services.GetRequiredService<IStorage>();
        var round = Assert.Single(await storage.Log.ListAsync(StreamKind.Sealed)).Stream;
        var damaged = Intercepted.Of(storage, (_, get) => get() is IEventLog log
            ? Intercepted.Of(log, (asked, answer) => asked.Name == nameof(IEventLog.ListAsync) ? Task.FromException<IReadOnlyList<StreamInfo>>(new StorageDamagedException("A page is lost on purpose.")) : answer())
            : get());

        using (var eraser = ActivatorUtilities.CreateInstance<Eraser>(server.Services, damaged))
            Assert.Equal("damaged", (await Assert.ThrowsAsync<RefusalException>(() => eraser.EraseMemberAsync(server.Seminar, null, ingrid.Member))).Code);

        foreach (var log in new[] { server.Document, $"{server.Document}/{ingrid.Member}", round })
            Assert.Equal(log == round, await HoldsAsync(server, log));
        var since = (string)(await ingrid.AnnotateAsync(server.Document, "Written since.", isPrivate: true))["id"]!;
        using (var eraser = ActivatorUtilities.CreateInstance<Eraser>(server.Services))
            await eraser.FinishAsync();
        Assert.Empty(await ErasureList.Of(_data).PendingAsync(server.Accounts));
        Assert.Empty(await Traces.InFilesAsync([Words], _data));
        Assert.Contains("Written since.", (await ingrid.ReadAsync($"/api/documents/{server.Document}/annotations/{since}")).ToJsonString(), StringComparison.Ordinal);
    }

    private static async Task<bool> HoldsAsync(CollabServer server, string stream) =>
        (await server.Services.GetRequiredService<IStorage>().Log.ReadAsync(stream, 0, 1000)).Any(e => e.Payload is { } payload && Encoding.UTF8.GetString(payload.Span).Contains(Words, StringComparison.Ordinal));
}
