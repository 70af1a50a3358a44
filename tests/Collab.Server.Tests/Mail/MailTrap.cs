using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Collab.Server.Tests.Mail;

/// <summary>A mail server on loopback (RFC 5321, as much as is needed): it takes everything and keeps what it took.</summary>
internal sealed class MailTrap : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<Trapped> _taken = Channel.CreateUnbounded<Trapped>();
    private readonly Channel<string> _commands = Channel.CreateUnbounded<string>();
    private readonly Task _serving;

    public MailTrap()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The recipients as the envelope has them, and the message with its headers.</summary>
    public sealed record Trapped(IReadOnlyList<string> To, string Message)
    {
        /// <summary>The secrets of the links in it, which hold nothing that is encoded.</summary>
        public IReadOnlyList<string> Secrets => [.. System.Text.RegularExpressions.Regex.Matches(Message.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal), @"#([\w-]{43,})").Select(match => match.Groups[1].Value)];
    }

    /// <summary>The next mail that comes, or has come.</summary>
    public async Task<Trapped> NextAsync() => await _taken.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Everything that clients have said when the next of them hangs up.</summary>
    public async Task<IReadOnlyList<string>> SaidAsync()
    {
        List<string> said = [];
        while (await _commands.Reader.ReadAsync().AsTask().WaitAsync(Patience) is { Length: > 0 } command)
            said.Add(command);
        return said;
    }

    /// <summary>Whether it takes nothing just now.</summary>
    public bool Refuses { get; set; }

    public bool HasMore => _taken.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client.GetStream());
                _commands.Writer.TryWrite("");
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or IOException && _stop.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        await using var writer = new StreamWriter(stream, Encoding.Latin1, leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        List<string> to = [];
        await writer.WriteLineAsync("220 trap ESMTP");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            _commands.Writer.TryWrite(line);
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "RCPT" when Refuses:
                    await writer.WriteLineAsync("451 4.3.0 Later");
                    break;
                case "RCPT":
                    to.Add(line);
                    await writer.WriteLineAsync("250 OK");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 Go on");
                    var message = new StringBuilder();
                    while (await reader.ReadLineAsync(_stop.Token) is { } part && part != ".")
                        message.Append(part).Append("\r\n");
                    _taken.Writer.TryWrite(new Trapped([.. to], message.ToString()));
                    to.Clear();
                    await writer.WriteLineAsync("250 OK");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 Bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 OK");
                    break;
            }
        }
    }
}
