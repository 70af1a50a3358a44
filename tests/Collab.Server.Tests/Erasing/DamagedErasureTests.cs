using Collab.Domain.Policy;
using Collab.Server.Erasing;
using Collab.Server.Privacy;
using Collab.Server.Tests.Cli;
using Collab.Server.Tests.Hosting;
using Collab.Storage;
using Collab.Storage.Erasures;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Erasing;

/// <summary>An erasure that a damaged document keeps from being finished.</summary>
public sealed class DamagedErasureTests : IDisposable
{
    private const string Words = "damaged-words";

    // Between two looks at what only polling can see.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-erase-").FullName;

    private string _seminar = "", _cookie = "";

    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_tried_again_writes_nothing_again_is_noted_once_and_what_can_be_read_has_no_words()
    {
        var (document, person) = await WriteAsync();
        await using var server = await CollabServer.StartAsync(Data);
        var (list, log) = (ErasureList.Of(Data), server.Services.GetRequiredService<IStorage>().Log);
        using (var eraser = NewEraser(server))
            Assert.Equal("damaged", (await Assert.ThrowsAsync<Collab.Domain.RefusalException>(() => eraser.EraseMemberAsync(server.Seminar, null, person))).Code);
        var ingrid = new Participant(server, "Ingrid", _cookie);
        var since = (string)(await ingrid.AnnotateAsync(document, "Written since.", isPrivate: true))["id"]!;
        var heads = await HeadsAsync();
        for (var start = 0; start < 3; start++)
        {
            using var eraser = NewEraser(server);
            await Assert.ThrowsAsync<Collab.Domain.RefusalException>(eraser.FinishAsync);
            // Within the day it is not looked at again.
            await eraser.FinishAsync();
        }

        Assert.Equal(heads, await HeadsAsync());
        Assert.Contains("Written since.", (await ingrid.ReadAsync($"/api/documents/{document}/annotations/{since}")).ToJsonString(), StringComparison.Ordinal);
        using (var eraser = NewEraser(server))
            await Assert.ThrowsAsync<Collab.Domain.RefusalException>(() => eraser.EraseMemberAsync(server.Seminar, null, person));
        Assert.Single(await list.PendingAsync(server.Accounts));

        var reader = await server.JoinAsync(Role.Reader);
        Assert.DoesNotContain(Words, (await reader.ReadAsync($"/api/documents/{document}")).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Words, (await reader.ReadAsync($"/api/documents/{document}/events?after=0&limit=1000")).ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("Whole.", (await reader.ReadAsync($"/api/documents/{document}")).ToJsonString(), StringComparison.Ordinal);

        async Task<List<(string, long)>> HeadsAsync()
        {
            List<(string, long)> heads = [];
            foreach (var kind in new[] { StreamKind.Seminar, StreamKind.Document, StreamKind.Notebook, StreamKind.Sealed })
                heads.AddRange((await log.ListAsync(kind)).Select(stream => (stream.Stream, stream.Head)));
            return heads;
        }
    }

    [Fact]
    public async Task Whoever_has_it_open_sees_the_words_no_more()
    {
        var (document, member) = await WriteAsync();
        await using var server = await CollabServer.StartAsync(Data);
        var reader = await server.JoinAsync(Role.Reader);
        await using var hub = await reader.ConnectAsync();
        using var over = new CancellationTokenSource();
        var watches = await hub.StreamAsChannelAsync<System.Text.Json.JsonElement>("Watch", document, 0L, over.Token);
        Assert.True(await watches.WaitToReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
        var seq = (long)(await reader.ReadAsync($"/api/documents/{document}"))["seq"]!;
        string[] shown = [$"/api/documents/{document}", $"/api/documents/{document}?at={seq - 1}"];
        foreach (var path in shown)
            Assert.Contains(Words, (await reader.ReadAsync(path)).ToJsonString(), StringComparison.Ordinal);

        using (var eraser = NewEraser(server))
            await Assert.ThrowsAsync<Collab.Domain.RefusalException>(() => eraser.EraseMemberAsync(server.Seminar, null, member));

        // The log cannot tell it; the readers come for what they are to know within a second.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        foreach (var path in shown)
        {
            while ((await reader.ReadAsync(path)).ToJsonString().Contains(Words, StringComparison.Ordinal))
                await Task.Delay(Look, patience.Token);
        }

        Assert.Contains("Whole.", (await reader.ReadAsync(shown[0])).ToJsonString(), StringComparison.Ordinal);
        await over.CancelAsync();
    }

    [Fact]
    public async Task Where_an_account_is_damaged_the_words_go_and_what_is_tried_again_is_the_account_alone()
    {
        string document, member;
        await using (var writing = await CollabServer.StartAsync(Data))
        {
            var ingrid = await writing.JoinAsync(Role.Annotator, "Ingrid");
            (document, member, _cookie) = (writing.Document, ingrid.Member, ingrid.Cookie!);
            await ingrid.AnnotateAsync(document, Words);
            await ingrid.AnnotateAsync(document, Words, isPrivate: true);
        }

        await using var server = await CollabServer.StartAsync(Data);
        using (var eraser = ActivatorUtilities.CreateInstance<Eraser>(server.Services, StorageOfDamagedNames.Of(server.Services.GetRequiredService<IStorage>())))
        {
            Assert.Equal("damaged", (await Assert.ThrowsAsync<Collab.Domain.RefusalException>(() => eraser.EraseMemberAsync(server.Seminar, null, member))).Code);
            Assert.Empty(await Traces.InFilesAsync([Words], Data));
        }

        var since = (string)(await new Participant(server, "Ingrid", _cookie).AnnotateAsync(document, "Written since."))["id"]!;
        using (var eraser = NewEraser(server))
            await eraser.FinishAsync();
        Assert.Empty(await ErasureList.Of(Data).PendingAsync(server.Accounts));
        Assert.Contains("Written since.", (await new Participant(server, "Ingrid", _cookie).ReadAsync($"/api/documents/{document}/annotations/{since}")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seminar_that_ends_beside_damage_is_erased_once()
    {
        await WriteAsync(inNotebook: true);
        await using var server = await CollabServer.StartAsync(Data);
        var grain = server.Grains.GetGrain<Contracts.Seminars.ISeminarGrain>(server.Seminar);
        await server.Accounts.SaveSettingAsync($"retention/{server.Seminar}", System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new RetentionNotice(default, default, default, Ending: true)));
        (await grain.DeleteAsync(null, (await grain.OpenAsync())!.Title)).Demand();
        using var retention = ActivatorUtilities.CreateInstance<Retention>(server.Services);
        await retention.RoundAsync();
        var (noted, head) = (ErasureList.Of(Data).Read().Count, await HeadAsync());
        await retention.RoundAsync();
        Assert.Equal((noted, head), (ErasureList.Of(Data).Read().Count, await HeadAsync()));
        Assert.NotEmpty(await ErasureList.Of(Data).PendingAsync(server.Accounts));

        async Task<long> HeadAsync() => (await server.Services.GetRequiredService<IStorage>().Log.FindAsync(server.Seminar))!.Head;
    }

    [Fact]
    public async Task Restore_says_of_what_it_could_not_erase_that_it_could_not()
    {
        var (document, person) = await WriteAsync();
        var (backup, restored) = (Path.Combine(_folder, "all.backup"), Path.Combine(_folder, "restored"));
        Assert.Equal(0, (await Executable.RunAsync("backup", backup, "--data", Data)).Code);
        var list = Path.Combine(_folder, "later.erasures");
        new ErasureList(list).Add(new Erasure("later", DateTimeOffset.UtcNow, _seminar, person, null));

        var restore = await Executable.RunAsync("restore", backup, "--data", restored, "--erasures", list);

        Assert.Equal(1, restore.Code);
        Assert.Contains("Not erased in full: 1 of the list", restore.Errors, StringComparison.Ordinal);
        Assert.Contains("Erased again what was erased since the backup: 0 of the list.", restore.Errors, StringComparison.Ordinal);
        await using var server = await CollabServer.StartAsync(restored);
        Assert.DoesNotContain(Words, (await (await server.JoinAsync(Role.Reader)).ReadAsync($"/api/documents/{document}")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_in_which_nothing_was_erased_is_a_list_and_what_is_none_is_refused_before_anything_is_copied()
    {
        await WriteAsync();
        var (backup, restored) = (Path.Combine(_folder, "all.backup"), Path.Combine(_folder, "restored"));
        Assert.Equal(0, (await Executable.RunAsync("backup", backup, "--data", Data)).Code);
        var nothing = Path.Combine(_folder, "text");
        await File.WriteAllTextAsync(nothing, "No list.\n");
        foreach (var (wrong, said) in new[] { (Path.Combine(_folder, "mistyped"), "There is no "), (_folder, "Give by --erasures the old data folder"), (nothing, "is no list of erasures") })
        {
            var refused = await Executable.RunAsync("restore", backup, "--data", restored, "--erasures", wrong);
            Assert.Equal(1, refused.Code);
            Assert.Contains(said, refused.Errors, StringComparison.Ordinal);
            Assert.False(File.Exists(DataFolder.DatabaseIn(restored)));
        }

        var restore = await Executable.RunAsync("restore", backup, "--data", restored, "--erasures", Data);
        Assert.Equal(0, restore.Code);
        Assert.Contains("Nothing was erased since the backup.", restore.Errors, StringComparison.Ordinal);
    }

    private static Eraser NewEraser(CollabServer server) => ActivatorUtilities.CreateInstance<Eraser>(server.Services);

    /// <summary>Somebody's notes, the last of which is damaged, in the document or in the notebook; the member is told too.</summary>
    private async Task<(string Document, string Member)> WriteAsync(bool inNotebook = false)
    {
        string document, member;
        await using (var server = await CollabServer.StartAsync(Data))
        {
            var ingrid = await server.JoinAsync(Role.Annotator, "Ingrid");
            (_seminar, document, member, _cookie) = (server.Seminar, server.Document, ingrid.Member, ingrid.Cookie!);
            await ingrid.AnnotateAsync(document, Words);
            await ingrid.AnnotateAsync(document, Words, isPrivate: true);
            await (await server.JoinAsync(Role.Annotator, "Jon")).AnnotateAsync(document, "Whole.");
            await ingrid.AnnotateAsync(document, "Hurt.", isPrivate: inNotebook);
        }

        DamagedFile.Hurt(Data, inNotebook ? $"{document}/{member}" : document);
        return (document, member);
    }
}
