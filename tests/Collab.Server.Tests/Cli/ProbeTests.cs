using System.Net.Sockets;
using Collab.Server.Clustering;
using Collab.Server.Hosting;
using Collab.Server.Tests.Security;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Cli;

/// <summary><c>info --alive</c> and <c>info --ready</c>, by which containers are watched and waited for.</summary>
public sealed class ProbeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-probe-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_server_whose_storage_is_away_lives_and_is_not_ready()
    {
        var time = new FakeTimeProvider();
        await using (var server = await CollabServer.StartAsync(_folder, configure: builder => builder.Services
            .AddSingleton(services => AccountsThatAreAway.Of(services.GetRequiredService<IStorage>().Accounts))
            .AddSingleton(services => new StorageContact(services.GetRequiredService<IAccountStore>(), time))))
        {
            await SaysAsync((0, "alive"), (0, "ready"));
            ((AccountsThatAreAway)(object)server.Accounts).Away = true;
            time.Advance(StorageContact.Good);
            await SaysAsync((0, "alive"), (1, "The server is not ready: storage does not answer."));
            ((AccountsThatAreAway)(object)server.Accounts).Away = false;
        }

        await SaysAsync((1, $"No server has {_folder} open."), (1, $"The server is not ready: no server has {_folder} open."));
    }

    [Fact]
    public async Task One_that_upgrades_its_data_lives_and_is_not_ready()
    {
        using var open = DataFolder.Open(_folder);
        await SaysAsync((0, "alive"), (1, "it does not listen yet, or any more"));
        // What a process that was killed before has left behind.
        using (var left = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            left.Bind(new UnixDomainSocketEndPoint(DataLocation.Socket(_folder)));
        await SaysAsync((0, "alive"), (1, "it does not listen yet, or any more"));
    }

    [Fact]
    public async Task One_that_listens_and_does_not_answer_is_neither()
    {
        using var open = DataFolder.Open(_folder);
        using var hung = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        hung.Bind(new UnixDomainSocketEndPoint(DataLocation.Socket(_folder)));
        hung.Listen();
        await SaysAsync((1, "has not answered for 10 seconds"), (1, "has not answered for 10 seconds"));
    }

    private async Task SaysAsync((int Code, string Said) alive, (int Code, string Said) ready)
    {
        foreach (var (option, expected) in new[] { ("--alive", alive), ("--ready", ready) })
        {
            var (code, output, errors) = await Executable.RunAsync("info", option, "--data", _folder);
            Assert.True(expected.Code == code, errors);
            Assert.Contains(expected.Said, (output + errors).ReplaceLineEndings(" "), StringComparison.Ordinal);
        }
    }
}
