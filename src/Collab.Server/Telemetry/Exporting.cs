using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Collab.Server.Telemetry;

/// <summary>
/// Sends metrics and traces by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector; without it nothing is collected. The other
/// <c>OTEL_…</c> variables hold as OpenTelemetry defines them.
/// </summary>
internal static class Exporting
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters =
    [
        Grains.Telemetry.LogMetrics.Meter, NodeMetrics.Meter, "Microsoft.Orleans", "System.Runtime",
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "Npgsql",
    ];

    private static readonly string[] Sources = ["Microsoft.AspNetCore.SignalR.Server", "Microsoft.Orleans.Application", "Npgsql"];

    public static bool IsOn(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration[Endpoint]);

    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<NodeMetrics>();
        if (!IsOn(builder.Configuration))
            return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("collab", serviceVersion: typeof(Exporting).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddOtlpExporter())
            .WithTracing(tracing => tracing.AddSource(Sources).AddAspNetCoreInstrumentation().AddProcessor(new Redaction(Sources)).AddOtlpExporter());
    }
}
