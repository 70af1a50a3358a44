using Microsoft.Extensions.Options;

namespace Collab.Server.Mail;

/// <summary>Where no mail server is configured, nothing of it is there: no address, no page, no offer.</summary>
internal static class MailSetup
{
    public static void Add(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(new MailSwitch(IsConfigured(builder.Configuration)));
        if (!IsConfigured(builder.Configuration))
            return;
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailCheck>();
        services.AddSingleton<MailLine>();
        services.AddSingleton<MailRates>();
        services.AddSingleton<MailLinks>();
        services.AddSingleton<NewsChoices>();
        services.AddSingleton<Unsubscribing>();
        services.AddSingleton<NewsRound>();
        services.AddHostedService(provider => provider.GetRequiredService<NewsRound>());
        services.AddSingleton<Postman>();
        services.AddHostedService(provider => provider.GetRequiredService<Postman>());
    }

    public static void Map(WebApplication app)
    {
        if (!IsConfigured(app.Configuration))
            return;
        MailApi.Map(app);
        NewsApi.Map(app);
    }

    private static bool IsConfigured(IConfiguration configuration) => !string.IsNullOrEmpty(configuration[$"{MailOptions.Section}:{nameof(MailOptions.Host)}"]);
}
