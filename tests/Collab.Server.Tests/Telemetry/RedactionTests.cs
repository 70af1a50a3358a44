using System.Diagnostics;
using Collab.Server.Telemetry;

namespace Collab.Server.Tests.Telemetry;

public sealed class RedactionTests
{
    private const string Key = "64xmk2cq3v5n8s7t1w9yz0abcd", Name = "Collab.Tests.Redaction";

    [Fact]
    public void Of_a_failure_its_kind_stays_and_nothing_that_it_says()
    {
        using var redaction = new Redaction([Name]);
        using var source = new ActivitySource(Name);
        using var listener = new ActivityListener { ShouldListenTo = asked => asked.Name == Name, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        var failure = new TimeoutException($"No answer from seminar/{Key}.");

        using var activity = source.StartActivity("call")!;
        // As Npgsql tells of it, and as Orleans does.
        activity.AddException(failure).SetStatus(ActivityStatusCode.Error, failure.Message);
        activity.SetTag("exception.type", failure.GetType().FullName).SetTag("exception.message", failure.Message).SetTag("exception.stacktrace", failure.ToString());
        redaction.OnEnd(activity);

        var said = Assert.Single(activity.Events);
        foreach (var tags in new[] { activity.TagObjects, said.Tags })
        {
            Assert.Contains(tags, tag => tag is { Key: "exception.type", Value: "System.TimeoutException" });
            Assert.DoesNotContain(tags, tag => tag.Value?.ToString()?.Contains(Key, StringComparison.Ordinal) == true);
        }

        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.Null(activity.StatusDescription);
    }
}
